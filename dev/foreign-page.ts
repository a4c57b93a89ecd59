/** Who may use the switches of the local world: a person or a test on this machine, and no web page of another site. */
import type { IncomingMessage } from "node:http";

/**
 * Whether a page of another origin is behind the request, or a name that somebody bound to 127.0.0.1
 * (https://en.wikipedia.org/wiki/DNS_rebinding). `origin`: of the server that is asked, on loopback.
 */
export function isFromForeignPage({ headers }: IncomingMessage, origin: string): boolean {
  const { port } = new URL(origin);
  const isForeignHost = headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`;
  return isForeignHost || (headers.origin !== undefined && headers.origin !== origin);
}
