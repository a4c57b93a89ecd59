/**
 * `POST /api/v1/streaming-urls`: the launch of a browser, asked for by a portal's server for a person whose token it has.
 * Order: the request's shape, the client's applications, the idempotency key, then the launch with all its own checks.
 * Invariant: of where the person is only their claims say anything; the request's address is the portal's.
 */
import type { Broker, LaunchAnswer } from "../broker.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { isForClient, type PortalClient } from "../core/policy-portal-api.ts";
import type { PolicyIssue } from "../core/policy-schema.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { parseStreamingUrlRequest, type StreamingUrlRequest } from "../core/streaming-url-request.ts";
import type { WaitReason } from "../core/waiting.ts";
import type { PersonIndex } from "../ending-ports.ts";
import type { RequestEvidence } from "../launching/look-around.ts";
import type { PortalCaller } from "../portal-api-ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import { callerEvidence } from "./admit-caller.ts";
import { type Done, type OncePorts, once } from "./once.ts";

export interface MintPorts extends OncePorts {
  readonly index: PolicyIndex;
  readonly broker: Broker;
  /** Where the policy has streaming sessions ended with others' word; left out: it has not. */
  readonly people?: PersonIndex | undefined;
}

export interface MintQuestion {
  readonly caller: PortalCaller;
  /** As it came; undefined: it was no JSON, or too much. */
  readonly input: unknown;
  readonly idempotencyKey: string | undefined;
  readonly routeKey: string;
  readonly correlationId: string;
}

export type MintAnswer =
  | {
      readonly outcome: "minted";
      /** A bearer secret: goes to this caller and nowhere else. */
      readonly streamingUrl: string;
      /** Seconds since the epoch. */
      readonly expiresAt: number;
      readonly launchId: string;
      /** AppStream's names. */
      readonly fleet: string;
      readonly stack: string;
      readonly region: string;
    }
  | {
      readonly outcome: "wait";
      readonly retryAfterSeconds: number;
      readonly reason: WaitReason;
      /** Keeps the person's place; comes back with the next request. */
      readonly waitingTicket: string;
    };

export interface MintRefused {
  readonly refusal: Refusal;
  /** What is wrong with the request's shape. */
  readonly faults: readonly PolicyIssue[];
}

/** A request that outlives its launch's deadline is nobody's any more. */
const AFTER_THE_DEADLINE_SECONDS = 5;
const NOT_FROM_HERE: RequestEvidence = { clientIp: undefined, edge: undefined };

/** One audit event for each refusal: the launch writes its own, and what is refused beside it is written here. */
export async function mintStreamingUrl(
  ports: MintPorts,
  question: MintQuestion,
): Promise<Result<MintAnswer, MintRefused>> {
  const request = parseStreamingUrlRequest(question.input);
  if (!request.ok) {
    const evidence = { faults: request.error.length, ...callerEvidence(question.caller) };
    return refused(ports, question, refusal("streaming_url_request_invalid", evidence), request.error);
  }
  const barred = barredFrom(ports, question.caller, request.value);
  if (barred !== undefined) return refused(ports, question, barred);
  const launch: Launch = { question, request: request.value, isRecorded: false };
  const answer = await once(ports, keyed(ports, launch), () => launched(ports, launch));
  if (answer.ok) return answer;
  if (launch.isRecorded) return err({ refusal: answer.error, faults: [] });
  const { reason, evidence } = answer.error;
  return refused(ports, question, refusal(reason, { ...evidence, ...callerEvidence(question.caller) }));
}

interface Launch {
  readonly question: MintQuestion;
  readonly request: StreamingUrlRequest;
  /** The launch has written its own event. */
  isRecorded: boolean;
}

function refused(
  { audit, now }: MintPorts,
  { routeKey, correlationId }: MintQuestion,
  declined: Refusal,
  faults: readonly PolicyIssue[] = [],
): Result<never, MintRefused> {
  audit.write(requestRefusedEvent(auditStamp(now(), correlationId), routeKey, declined));
  return err({ refusal: declined, faults });
}

/** The client as the policy has it. */
export function clientOf(index: PolicyIndex, { issuer, clientId }: PortalCaller): PortalClient | undefined {
  return index.policy.api?.issuers[issuer]?.clients[clientId];
}

function barredFrom(
  { index }: MintPorts,
  caller: PortalCaller,
  { application: id }: StreamingUrlRequest,
): Refusal | undefined {
  const client = clientOf(index, caller);
  if (client === undefined || !isForClient(client, id)) {
    return refusal("client_without_application", callerEvidence(caller));
  }
  const application = index.applications.get(id);
  const fleets = application === undefined ? [] : [...application.fleets, ...application.overflow];
  const isFederated = fleets.length > 0 && fleets.every(({ fleet }) => fleet.launchMethod === "federation");
  return isFederated
    ? refusal("no_streaming_url", { application: id, ...callerEvidence(caller) })
    : undefined;
}

function keyed({ index }: MintPorts, { question, request }: Launch): Parameters<typeof once>[1] {
  const { idempotencyKey: key, caller, routeKey, correlationId } = question;
  const { launchDeadlineMilliseconds } = index.policy.limits;
  return {
    ...{ key, caller, routeKey, correlationId },
    // The ticket says since when they wait, and not what they want.
    content: JSON.stringify([request.application, request.context ?? null]),
    leaseSeconds: Math.ceil(launchDeadlineMilliseconds / 1_000) + AFTER_THE_DEADLINE_SECONDS,
  };
}

async function launched(ports: MintPorts, launch: Launch): Promise<Result<Done<MintAnswer>, Refusal>> {
  const { caller, correlationId } = launch.question;
  const { application, context, waitingTicket } = launch.request;
  // They may never have signed in here, and whoever disables them or signs them out means the streams that portals open as well.
  const { people, now } = ports;
  const { principal, logoutKeys } = caller;
  const remembered = (await people?.remember(principal, logoutKeys, epochSeconds(now()))) ?? ok(undefined);
  if (!remembered.ok) return err(refusal("session_store_unavailable"));
  launch.isRecorded = true;
  const launching = await ports.broker.launch({
    principal,
    intent: { application, context, client: "web" },
    evidence: NOT_FROM_HERE,
    correlationId,
    sealedTicket: waitingTicket,
    // Nobody was asked.
    hasConsented: false,
    needsStreamingUrl: true,
    client: caller.clientId,
  });
  return launching.ok ? answerOf(launching.value) : launching;
}

function answerOf(launch: LaunchAnswer): Result<Done<MintAnswer>, Refusal> {
  switch (launch.outcome) {
    case "stream": {
      const { url: streamingUrl, launchId, issued } = launch;
      if (issued === null) return err(refusal("no_streaming_url"));
      const answer: MintAnswer = { outcome: "minted", streamingUrl, launchId, ...issued };
      return ok({ answer, keptUntil: issued.expiresAt });
    }
    case "wait": {
      const { retryAfterSeconds, waiting, sealedTicket: waitingTicket } = launch;
      const { reason } = waiting;
      return ok({ answer: { outcome: "wait", retryAfterSeconds, reason, waitingTicket }, keptUntil: null });
    }
    case "choose":
      return err(refusal("session_in_the_way"));
  }
}
