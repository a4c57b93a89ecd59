/**
 * A local AppStream 2.0: the API calls a streaming-URL broker makes, and the pages its URLs lead to.
 * One HTTP server on 127.0.0.1 plays every Region, each under its own path; nothing outside this process is touched.
 * Start here; route-request.ts shows what there is, and operations/ holds the behaviour.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buildWorld, type EmulatorOptions } from "./build-world.ts";
import { changeAssociation } from "./control/change-association.ts";
import { changeFleet, type FleetChange } from "./control/change-fleet.ts";
import type { Emulation } from "./emulation.ts";
import type { Fault } from "./faults/fault.ts";
import { FaultSchedule } from "./faults/fault-schedule.ts";
import { type RecordedRequest, type RequestCounts, RequestLog } from "./request-log.ts";
import { routeRequest } from "./route-request.ts";
import type { EmulatedFleet, FleetState } from "./world/emulated-fleet.ts";
import type { EmulatedSession } from "./world/streaming-session.ts";

export type { EmulatedFleet, EmulatorOptions };

export interface AppStreamEmulator {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** `http://127.0.0.1:PORT/{region}`, braces included. */
  readonly endpointTemplate: string;
  /** The SDK endpoint of every Region that has a fleet. */
  readonly regions: Readonly<Record<string, string>>;
  /** At once; throws TypeError for a fleet that does not exist. */
  setFleetState(region: string, fleet: string, state: FleetState): void;
  /** At once, members left out stay as they are; throws TypeError for a fleet that does not exist. */
  changeFleet(region: string, fleet: string, change: FleetChange): void;
  /** At once; throws TypeError for a stack or a fleet that does not exist. */
  changeAssociation(region: string, stack: string, fleet: string, associated: boolean): void;
  /** Epoch milliseconds, of the emulated world. */
  nowMilliseconds(): number;
  /** Moves the world's clock forward; throws TypeError for anything but a number above 0 and up to a year. */
  advanceSeconds(seconds: number): void;
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /**
   * The last ten thousand calls, oldest first; calls that a fault spoiled are among them, calls that were not signed are
   * not.
   */
  requests(): readonly RecordedRequest[];
  /** Of every such call since the start or the last clearRequests(), however many. */
  requestCounts(): RequestCounts;
  clearRequests(): void;
  /** The live sessions, and the last thousand that ended. */
  sessions(): readonly EmulatedSession[];
  /** Breaks open connections, black holes included. */
  stop(): Promise<void>;
}

/** Rejects, naming the port, when the port is taken. */
export async function startAppStreamEmulator(options: EmulatorOptions): Promise<AppStreamEmulator> {
  const server = createServer();
  const origin = `http://127.0.0.1:${await listen(server, options.port)}`;
  const world = buildWorld(options, origin);
  const emulation: Emulation = {
    world,
    faults: new FaultSchedule(world.nowMilliseconds),
    requests: new RequestLog(),
    credentials: options.credentials,
  };
  server.on("request", (request, response) => void serve(request, response, emulation));
  const { faults, requests } = emulation;
  return {
    origin,
    endpointTemplate: `${origin}/{region}`,
    regions: Object.fromEntries(world.fleets.regions().map((region) => [region, `${origin}/${region}`])),
    setFleetState: (region, fleet, state) => changeFleet(world, region, fleet, { state }),
    changeFleet: (region, fleet, change) => changeFleet(world, region, fleet, change),
    changeAssociation: (region, stack, fleet, associated) =>
      changeAssociation(world, region, stack, fleet, associated),
    nowMilliseconds: () => world.nowMilliseconds(),
    advanceSeconds: (seconds) => world.clock.advance(seconds),
    injectFault: (fault) => faults.inject(fault),
    clearFaults: () => faults.clear(),
    requests: () => requests.recent(),
    requestCounts: () => requests.counts(),
    clearRequests: () => requests.clear(),
    sessions: () => world.sessions.all(),
    stop: () => stop(server),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  emulation: Emulation,
): Promise<void> {
  response.setHeader("x-amzn-RequestId", randomUUID());
  try {
    await routeRequest(request, response, emulation);
  } catch (error) {
    // A client that left in the middle of its request is no defect of the emulator.
    if (!request.readableAborted) console.error(error);
    response.destroy();
  }
}

function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once("error", (cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "EADDRINUSE" ? "the port is taken" : cause.message;
    reject(new Error(`The AppStream emulator cannot listen on 127.0.0.1:${port}: ${reason}`, { cause }));
  });
  server.listen(port, "127.0.0.1", () => {
    const address = server.address();
    resolve(typeof address === "object" && address !== null ? address.port : port);
  });
  return promise;
}

function stop(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}
