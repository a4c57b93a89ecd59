/**
 * One HTTP request on a connection of its own, written byte by byte as the test says.
 * `fetch` would normalise what these tests are about: duplicate headers, header case, encoded paths, HEAD bodies.
 */

import { connect } from "node:net";

export interface RawAnswer {
  readonly statusCode: number;
  /** Lower-case names, in the order received. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export async function rawRequest(origin: string, head: readonly string[], body = ""): Promise<RawAnswer> {
  const { port } = new URL(origin);
  const lines = [
    ...head,
    ...(body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    "Connection: close",
    "",
    "",
  ];
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(lines.join("\r\n") + body);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return parse(Buffer.concat(chunks).toString());
}

function parse(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  return {
    statusCode: Number(statusLine.split(" ")[1]),
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
    body: text.slice(end + 4),
  };
}
