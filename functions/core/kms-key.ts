/** Keys that sign inside AWS KMS, as a policy names them. */

const PREFIX = "kms:";

/** What KMS calls the key, `alias/NAME`; undefined for a reference to a secret. */
export function kmsAlias(reference: string): string | undefined {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : undefined;
}
