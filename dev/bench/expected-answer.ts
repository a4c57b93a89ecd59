/** A benchmark that measures errors is worthless: every answer must be a redirect to where the variant leads. */

export const TO_APPSTREAM = /^https:\/\/appstream2\.eu-(?:central|west)-1\.aws\.amazon\.com\/authenticate/;

/** Throws an Error with the answer in it. */
export function requireRedirect(
  { name, location }: { readonly name: string; readonly location: RegExp },
  answer: string,
): void {
  const { statusCode, headers } = JSON.parse(answer) as {
    readonly statusCode?: number;
    readonly headers?: { readonly location?: string };
  };
  if (statusCode !== 303 || !location.test(headers?.location ?? "")) {
    throw new Error(`${name} did not redirect to ${location.source}: ${answer.slice(0, 1_000)}`);
  }
}
