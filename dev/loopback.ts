/**
 * Starting and stopping an HTTP server of the local world.
 * Invariant: it listens on 127.0.0.1 only, so nothing of the demo is reachable from another machine.
 */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

const LOOPBACK = "127.0.0.1";

/** Port 0 asks for a free port; the port that was taken is returned. A port in use is named in the error. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) => reject(explain(cause, port));
    server.once("error", refuse);
    server.listen(port, LOOPBACK, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Ends open connections too: a browser's keep-alive or a request that is never answered must not hold up Ctrl-C. */
export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function explain(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code === "EADDRINUSE") {
    return new Error(
      `Port ${port} on ${LOOPBACK} is already in use: stop what listens there or choose another port.`,
      {
        cause,
      },
    );
  }
  return new Error(`Cannot listen on ${LOOPBACK}:${port}: ${cause.message}`, { cause });
}
