/**
 * The other side of the broker for the measurements of outages, in a thread of its own, so that its work is not the
 * broker's: the AppStream emulator, and a store that can be made slow. Ready when it posts where they are.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { type EmulatedFleet, startAppStreamEmulator } from "../../appstream-emulator/server.ts";
import { listenOnLoopback } from "../../loopback.ts";
import { startStore } from "../../store.ts";

export interface OtherSideOptions {
  readonly fleets: readonly EmulatedFleet[];
  readonly tableName: string;
}

export interface OtherSide {
  /** `http://127.0.0.1:PORT/{region}`; its controls are beside it. */
  readonly endpointTemplate: string;
  readonly origin: string;
  readonly storeEndpoint: string;
  /** The same store, as late as it is told to be. */
  readonly slowEndpoint: string;
}

/** To the thread: how much later than it could the store answers. */
export interface StoreDelay {
  readonly storeDelayMilliseconds: number;
}

let storeDelayMilliseconds = 0;

const { fleets, tableName } = workerData as OtherSideOptions;
const emulator = await startAppStreamEmulator({ port: 0, fleets });
const store = await startStore({ port: 0 });
await store.createTable({ name: tableName, ttlAttribute: "expiresAt" });
const slow = createServer((incoming, outgoing) => void passOn(incoming, outgoing));
const slowEndpoint = `http://127.0.0.1:${await listenOnLoopback(slow, 0)}`;
parentPort?.on("message", (message: StoreDelay) => {
  storeDelayMilliseconds = message.storeDelayMilliseconds;
});
const { endpointTemplate, origin } = emulator;
parentPort?.postMessage({
  ...{ endpointTemplate, origin, slowEndpoint },
  storeEndpoint: store.endpoint,
} satisfies OtherSide);

async function passOn(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (storeDelayMilliseconds > 0) await delay(storeDelayMilliseconds);
  const { method, headers, url } = incoming;
  const onward = request(new URL(url ?? "/", store.endpoint), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  // Whoever gave up waiting is gone, and so is the need for an answer.
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
