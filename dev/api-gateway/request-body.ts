/**
 * Reading a request's body up to a limit.
 * Invariant: never keeps more than the limit in memory; what is over it is read and thrown away, so that
 * the client is still there to hear the refusal.
 */

import type { IncomingMessage } from "node:http";

/** Null when the body is longer than the limit. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) chunks.length = 0;
    else chunks.push(chunk);
  }
  return length > maxBytes ? null : Buffer.concat(chunks);
}
