/**
 * What a browser says of why it asks (W3C Fetch Metadata, `Sec-Purpose`), where our edge hands some of it on in one header.
 * CloudFront forwards ten headers that a policy names, and the functions read twelve
 * (infra/edge/fetch-metadata.ts puts these two into one).
 */
type Headers = Readonly<Record<string, string | undefined>>;

const FOLDED_HEADER = "x-streamgate-fetch";
export const FOLDED: readonly string[] = ["sec-fetch-user", "sec-purpose"];

/** `headers` with what is folded at its place. Believed of our edge only, which writes over whatever a viewer sent. */
export function unfoldFetchMetadata(headers: Headers, isOurEdge: boolean): Headers {
  const folded = headers[FOLDED_HEADER];
  if (!isOurEdge || folded === undefined) return headers;
  const said = new URLSearchParams(folded);
  return { ...headers, ...Object.fromEntries(FOLDED.map((name) => [name, said.get(name) ?? undefined])) };
}
