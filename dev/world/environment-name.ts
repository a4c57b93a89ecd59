/** Where the local world may put a credential that it makes itself. */

/** The variable of an `env:` reference; the embedded identity providers know no other store. */
export function environmentName(reference: string): string {
  if (!reference.startsWith("env:")) {
    throw new Error(
      `An embedded identity provider can hand its credential over by an env: reference only, not ${reference.split(":")[0]}:`,
    );
  }
  return reference.slice("env:".length);
}
