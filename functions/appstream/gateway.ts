/**
 * AppStream through the official SDK, as a launch needs it, with deadlines that fire.
 * Invariant: never logs, and is over after `timeoutMilliseconds` whatever the other side does.
 */
import {
  type AppStreamClient,
  CreateStreamingURLCommand,
  DescribeSessionsCommand,
  ExpireSessionCommand,
  type Session,
} from "@aws-sdk/client-appstream";
import type { GatewayFailure } from "../core/gateway-failure.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { StreamingRequest } from "../core/streaming-request.ts";
import { withinDeadline } from "../deadline.ts";
import type { AppStreamGateway, FoundSession, SessionPlace, StreamingAnswer } from "../ports.ts";
import type { AppStreamClients } from "./clients.ts";
import { gatewayFailure } from "./failure.ts";

const MAX_URL_LENGTH = 8_192;

const TIMED_OUT: GatewayFailure = { kind: "candidate", fault: "attempt_timed_out", requestId: undefined };

export function createAppStreamGateway(clients: AppStreamClients): AppStreamGateway {
  const within = async <T>(
    region: string,
    timeoutMilliseconds: number,
    work: (client: AppStreamClient, abortSignal: AbortSignal) => Promise<Result<T, GatewayFailure>>,
  ): Promise<Result<T, GatewayFailure>> => {
    const client = clients.get(region);
    if (client === undefined) throw new TypeError(`no AppStream client for ${region}`);
    return await withinDeadline<Result<T, GatewayFailure>>(
      timeoutMilliseconds,
      err(TIMED_OUT),
      async (signal) => {
        try {
          return await work(client, signal);
        } catch (cause) {
          return err(gatewayFailure(cause));
        }
      },
    );
  };
  return {
    createStreamingUrl: (request, timeoutMilliseconds) =>
      within(request.region, timeoutMilliseconds, (client, signal) => streamingUrl(client, request, signal)),
    findSession: (place, timeoutMilliseconds) =>
      within(place.region, timeoutMilliseconds, (client, signal) => liveSession(client, place, signal)),
    expireSession: (region, sessionId, timeoutMilliseconds) =>
      within(region, timeoutMilliseconds, async (client, abortSignal) => {
        await client.send(new ExpireSessionCommand({ SessionId: sessionId }), { abortSignal });
        return ok(undefined);
      }),
  };
}

async function streamingUrl(
  client: AppStreamClient,
  request: StreamingRequest,
  abortSignal: AbortSignal,
): Promise<Result<StreamingAnswer, GatewayFailure>> {
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
}

/** AppStream gives one person one session on a fleet; those that are over may still be listed. */
async function liveSession(
  client: AppStreamClient,
  { stack, fleet, userId }: SessionPlace,
  abortSignal: AbortSignal,
): Promise<Result<FoundSession | undefined, GatewayFailure>> {
  const command = new DescribeSessionsCommand({
    StackName: stack,
    FleetName: fleet,
    UserId: userId,
    // Without it a user id is refused; streaming URLs make sessions of this kind.
    AuthenticationType: "API",
    // AppStream's largest page: sessions that are over are listed too.
    Limit: 50,
  });
  const { Sessions: sessions, $metadata } = await client.send(command, { abortSignal });
  if (!Array.isArray(sessions)) {
    return err({ kind: "candidate", fault: "garbage_answer", requestId: $metadata.requestId });
  }
  const live = sessions.find((session: Session) => session.State !== "EXPIRED" && session.UserId === userId);
  if (live?.Id === undefined) return ok(undefined);
  const expiresAt = live.MaxExpirationTime?.getTime();
  return ok({
    sessionId: live.Id,
    isConnected: live.ConnectionState === "CONNECTED",
    expiresAt: expiresAt === undefined || Number.isNaN(expiresAt) ? null : Math.floor(expiresAt / 1_000),
  });
}

/** The SDK does not check what it deserialises; what is longer fits no Location header. */
function isText(answer: unknown): answer is string {
  return typeof answer === "string" && answer !== "" && answer.length <= MAX_URL_LENGTH;
}
