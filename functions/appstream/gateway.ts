/**
 * CreateStreamingURL through the official SDK: one client a Region, made at init, deadlines that fire.
 * Invariant: never logs, and is over after `timeoutMilliseconds` whatever the other side does.
 */
import { AppStreamClient, CreateStreamingURLCommand } from "@aws-sdk/client-appstream";
import type { GatewayFailure } from "../core/gateway-failure.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { StreamingRequest } from "../core/streaming-request.ts";
import { withinDeadline } from "../deadline.ts";
import type { AppStreamGateway, StreamingAnswer } from "../ports.ts";
import { gatewayFailure } from "./failure.ts";

export interface GatewayOptions {
  readonly regions: ReadonlySet<string>;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpointTemplate: string | undefined;
  readonly attemptTimeoutMilliseconds: number;
}

const CONNECTION_TIMEOUT_MILLISECONDS = 500;
/** Two tries in a Region, then the next candidate is the better retry. */
const MAX_ATTEMPTS = 2;
const MAX_URL_LENGTH = 8_192;

const TIMED_OUT: GatewayFailure = { kind: "candidate", fault: "attempt_timed_out", requestId: undefined };

export function createAppStreamGateway(options: GatewayOptions): AppStreamGateway {
  const clients = new Map([...options.regions].map((region) => [region, createClient(region, options)]));
  return {
    async createStreamingUrl(request, timeoutMilliseconds) {
      const client = clients.get(request.region);
      if (client === undefined) throw new TypeError(`no AppStream client for ${request.region}`);
      return await withinDeadline(timeoutMilliseconds, err(TIMED_OUT), (signal) =>
        send(client, request, signal),
      );
    },
  };
}

function createClient(region: string, options: GatewayOptions): AppStreamClient {
  return new AppStreamClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    ...(options.endpointTemplate && { endpoint: options.endpointTemplate.replaceAll("{region}", region) }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
      requestTimeout: options.attemptTimeoutMilliseconds,
      // Without it the SDK only logs a warning when the timeout passes.
      throwOnRequestTimeout: true,
    },
  });
}

async function send(
  client: AppStreamClient,
  request: StreamingRequest,
  abortSignal: AbortSignal,
): Promise<Result<StreamingAnswer, GatewayFailure>> {
  try {
    const command = new CreateStreamingURLCommand({
      StackName: request.stack,
      FleetName: request.fleet,
      UserId: request.userId,
      ApplicationId: request.application,
      Validity: request.validitySeconds,
      SessionContext: request.sessionContext,
    });
    const { StreamingURL: uncheckedUrl, $metadata } = await client.send(command, { abortSignal });
    const { requestId } = $metadata;
    return isText(uncheckedUrl)
      ? ok({ uncheckedUrl, requestId })
      : err({ kind: "candidate", fault: "garbage_answer", requestId });
  } catch (cause) {
    return err(gatewayFailure(cause));
  }
}

/** The SDK does not check what it deserialises; what is longer fits no Location header. */
function isText(answer: unknown): answer is string {
  return typeof answer === "string" && answer !== "" && answer.length <= MAX_URL_LENGTH;
}
