/**
 * An API Gateway HTTP API on loopback: real HTTP in front, Lambda handlers behind, AWS's limits between.
 * Invariant: every complete request is answered, in the gateway's own words where the handler has none.
 */

import { randomBytes } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { answer, type Gateway, type GatewayRoute } from "./answering.ts";
import type { HttpAnswer } from "./response.ts";

/** Above the gateway's limit, so that the gateway refuses with its own words before Node does with none. */
const NODE_MAX_HEADER_BYTES = 65_536;
const DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024;
const DEFAULT_INTEGRATION_TIMEOUT_MS = 30_000;

export interface ApiGatewayOptions {
  /** 0 asks for a free port. */
  readonly port: number;
  /** The name in the origin; the server listens on 127.0.0.1 whatever it is called. Default `localhost`. */
  readonly host?: string;
  readonly routes: readonly GatewayRoute[];
  /** Default 10 MB, API Gateway's own limit. */
  readonly maxBodyBytes?: number;
  /** Default 30,000, API Gateway's own limit. */
  readonly integrationTimeoutMs?: number;
  /** Told what a handler threw or returned in a wrong shape; the client hears of neither. Default: standard error. */
  readonly onFault?: (routeKey: string, error: unknown) => void;
}

export interface ApiGateway {
  /** `http://localhost:PORT`, without a trailing slash. */
  readonly origin: string;
  stop(): Promise<void>;
}

export async function startApiGateway(options: ApiGatewayOptions): Promise<ApiGateway> {
  const server = createServer({ maxHeaderSize: NODE_MAX_HEADER_BYTES });
  const port = await listenOnLoopback(server, options.port);
  const origin = `http://${options.host ?? "localhost"}:${port}`;
  const gateway: Gateway = {
    origin: new URL(origin),
    routes: options.routes,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    integrationTimeoutMs: options.integrationTimeoutMs ?? DEFAULT_INTEGRATION_TIMEOUT_MS,
    onFault: options.onFault ?? reportFault,
  };
  server.on("request", async (request, response) => {
    const requestId = randomBytes(11).toString("base64");
    try {
      send(response, await answer(gateway, request, requestId), requestId);
    } catch {
      // The client went away before its request was complete: there is nobody to tell.
      response.destroy();
    }
  });
  return { origin, stop: () => closeServer(server) };
}

/** The body is left out of the answer to HEAD by node:http, while `content-length` still tells its size. */
function send(
  response: ServerResponse,
  { statusCode, headers, cookies, body }: HttpAnswer,
  requestId: string,
): void {
  response.statusCode = statusCode;
  for (const [name, value] of headers) response.setHeader(name, value);
  for (const cookie of cookies) response.appendHeader("set-cookie", cookie);
  response.setHeader("apigw-requestid", requestId);
  const hasNoBody = statusCode === 204 || statusCode === 304;
  if (!hasNoBody) response.setHeader("content-length", body.length);
  response.end(hasNoBody ? undefined : body);
}

function reportFault(routeKey: string, error: unknown): void {
  console.error(`[api-gateway] ${routeKey}`, error);
}
