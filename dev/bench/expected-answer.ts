/** A benchmark that measures errors is worthless: every answer must be the redirect to AppStream's own host. */

const LOCATION = /^https:\/\/appstream2\.eu-(?:central|west)-1\.aws\.amazon\.com\/authenticate/;

/** Throws an Error with the answer in it. */
export function requireRedirect(variant: string, answer: string): void {
  const { statusCode, headers } = JSON.parse(answer) as {
    readonly statusCode?: number;
    readonly headers?: { readonly location?: string };
  };
  if (statusCode !== 303 || !LOCATION.test(headers?.location ?? "")) {
    throw new Error(`${variant} did not redirect to AppStream: ${answer.slice(0, 1_000)}`);
  }
}
