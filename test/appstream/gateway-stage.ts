/** What the gateway's tests stand on: the emulator, or an endpoint that answers whatever a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import {
  type AppStreamEmulator,
  type EmulatedFleet,
  type EmulatorOptions,
  startAppStreamEmulator,
} from "../../dev/appstream-emulator/server.ts";
import { type ClientOptions, createAppStreamClients } from "../../functions/appstream/clients.ts";
import { createAppStreamGateway } from "../../functions/appstream/gateway.ts";
import type { StreamingRequest } from "../../functions/core/streaming-request.ts";
import type { AppStreamGateway } from "../../functions/ports.ts";
import "../stores/local-credentials.ts";

export const REGION = "eu-west-1";

export const FLEET: EmulatedFleet = {
  region: REGION,
  stack: "treasury",
  fleet: "treasury-ireland",
  fleetType: "ALWAYS_ON",
  state: "RUNNING",
  streamView: "APP",
  applications: [{ name: "TreasuryDesk", displayName: "Treasury desk" }],
  capacity: 2,
  domainJoined: false,
  disconnectTimeoutSeconds: 900,
};

export const REQUEST: StreamingRequest = {
  region: REGION,
  stack: "treasury",
  fleet: "treasury-ireland",
  userId: "u-ana",
  application: "TreasuryDesk",
  validitySeconds: 30,
  sessionContext: `v1.eu-south-2.${"h".repeat(64)}`,
};

/** Far more than any answer here takes. */
export const TIMEOUT = 5_000;

export function gatewayTo(endpointTemplate: string, options: Partial<ClientOptions> = {}): AppStreamGateway {
  const clients = createAppStreamClients({
    regions: new Set([REGION]),
    endpointTemplate,
    attemptTimeoutMilliseconds: TIMEOUT,
    ...options,
  });
  return createAppStreamGateway(clients);
}

export interface GatewayStage {
  readonly emulator: AppStreamEmulator;
  readonly gateway: AppStreamGateway;
}

export async function startGatewayStage(options: Partial<EmulatorOptions> = {}): Promise<GatewayStage> {
  const emulator = await startAppStreamEmulator({ port: 0, fleets: [FLEET], ...options });
  onTestFinished(() => emulator.stop());
  return { emulator, gateway: gatewayTo(emulator.endpointTemplate) };
}

export interface Endpoint {
  readonly template: string;
  /** How many requests arrived. */
  count(): number;
  /** How many connections are open. */
  connections(): Promise<number>;
}

/** Plays AppStream in every Region; `answer` gets each request once its body is there. */
export async function startEndpoint(
  answer: (response: ServerResponse, request: IncomingMessage, count: number) => void,
): Promise<Endpoint> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      count += 1;
      answer(response, request, count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    template: `http://127.0.0.1:${port}/{region}`,
    count: () => count,
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, open) => (error ? reject(error) : resolve(open)));
      }),
  };
}

/** An endpoint that answers every request the same. */
export function startFixedEndpoint(
  status: number,
  body: string,
  contentType = "application/x-amz-json-1.1",
): Promise<Endpoint> {
  return startEndpoint((response) =>
    response.writeHead(status, { "content-type": contentType, "x-amzn-requestid": "request-1" }).end(body),
  );
}

export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
