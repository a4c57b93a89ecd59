/**
 * One launch over its candidate fleets, best first: take a place, write where it is going, ask AppStream, check the
 * answer. A fault of the fleet or Region moves on to the next candidate; everything else ends the launch.
 * Invariant: no record, no URL. Each candidate gets a handle of its own, and the former one dies.
 */
import type { Candidate, Diagnostics, InTheWay } from "./core/decision.ts";
import type { DecisionBasis } from "./core/decision-basis.ts";
import { federationLink } from "./core/federation-link.ts";
import { type GatewayFailure, isOfOneFleet, isOfTheRegion, SETUP_ADVICE } from "./core/gateway-failure.ts";
import { bindingText } from "./core/handle-binding.ts";
import { type FailedAttempt, launchRecord, type Placement } from "./core/launch-record.ts";
import type { FleetPolicy } from "./core/policy.ts";
import type { IndexedApplication, PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import type { Result } from "./core/result.ts";
import { formatSessionContext } from "./core/session-context.ts";
import type { PersonSession } from "./core/situation.ts";
import { checkStreamingRequest, type StreamingRequest } from "./core/streaming-request.ts";
import { checkStreamingUrl } from "./core/streaming-url.ts";
import { isPassing } from "./core/waiting.ts";
import { giveBackNumber, type ReservePorts, reserve } from "./launching/reserve.ts";
import type { WaitingTicket } from "./launching/waiting-ticket.ts";
import type { AppStreamGateway, Clock, Digest, LaunchStore, RandomText, StoreFailure } from "./ports.ts";
import { epochSeconds } from "./timestamps.ts";

export interface AttemptPorts extends ReservePorts {
  readonly index: PolicyIndex;
  readonly gateway: AppStreamGateway;
  readonly launches: LaunchStore;
  readonly now: Clock;
  readonly randomText: RandomText;
  readonly digest: Digest;
  /** The broker's own Region: where a session-context handle is redeemed. */
  readonly region: string;
  /** Development only: the origin that stands in for AppStream's hosts. */
  readonly emulatorOrigin: string | undefined;
}

export interface LaunchPlan {
  readonly launchId: string;
  readonly correlationId: string;
  readonly principal: Principal;
  readonly application: IndexedApplication;
  readonly candidates: readonly Candidate[];
  readonly diagnostics: Diagnostics;
  readonly basis: DecisionBasis;
  readonly ticket: WaitingTicket | undefined;
  readonly sealedHandover: string | undefined;
  /** How long the streaming URL may be opened. */
  readonly validitySeconds: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What has happened so far, for the record's outcome and the audit event. */
export interface LaunchTrail {
  /** Set once the record is written. */
  placement: Placement | undefined;
  awsRequestId: string | undefined;
  readonly failedAttempts: FailedAttempt[];
  /** Of single fleets, which an operator must hear of whatever became of the launch. */
  readonly setupFaults: Refusal[];
  /** Calls of CreateStreamingURL. */
  callsMade: number;
}

/** How the candidates were gone through. */
export type AttemptsOutcome =
  | {
      readonly outcome: "stream";
      readonly url: string;
      readonly by: FleetPolicy["launchMethod"];
      /** Null for a link of federation, which does not expire. */
      readonly expiresAt: number | null;
    }
  /** The next fleet has a session of theirs with another application. */
  | { readonly outcome: "choose"; readonly session: PersonSession; readonly why: InTheWay }
  /** Those that were tried failed, each with its reason in the trail; the others are for a person who says yes to them. */
  | { readonly outcome: "exhausted" }
  | { readonly outcome: "refuse"; readonly refusal: Refusal };

/** Sends the person to the first candidate that takes them. */
export async function tryCandidates(
  ports: AttemptPorts,
  plan: LaunchPlan,
  trail: LaunchTrail,
): Promise<AttemptsOutcome> {
  const deadline = plan.startedAt + ports.index.policy.limits.launchDeadlineMilliseconds;
  ports.health.earn();
  const applicant = { userId: plan.principal.userId, numbers: plan.ticket?.numbers ?? {} };
  for (const candidate of plan.candidates) {
    const { session } = candidate;
    if (session?.state === "live" && session.application !== plan.application.id) {
      return { outcome: "choose", session, why: "same_place" };
    }
    const fault = await reserve(ports, applicant, candidate, trail.callsMade > 0);
    if (fault !== undefined) {
      trail.failedAttempts.push({ fleet: candidate.id, fault });
      if (isWorthWaitingFor(candidate, plan, trail)) break;
      continue;
    }
    const tried = await attempt(ports, plan, candidate, trail, deadline);
    if (tried === "next" || tried.outcome !== "stream") await giveBackNumber(ports, applicant, candidate);
    if (tried !== "next") return tried;
    if (isWorthWaitingFor(candidate, plan, trail)) break;
  }
  return { outcome: "exhausted" };
}

/**
 * Their own session runs there, and what is in the way passes: another fleet would give them a second session, without
 * the work that is open in the first.
 */
function isWorthWaitingFor(
  { session }: Candidate,
  { application, basis }: LaunchPlan,
  { failedAttempts }: LaunchTrail,
): boolean {
  const fault = failedAttempts.at(-1)?.fault;
  const isTheirs = session?.state === "live" && session.application === application.id;
  return isTheirs && !basis.hasConsented && fault !== undefined && isPassing(fault);
}

async function attempt(
  ports: AttemptPorts,
  plan: LaunchPlan,
  candidate: Candidate,
  trail: LaunchTrail,
  deadline: number,
): Promise<AttemptsOutcome | "next"> {
  const { placement, sessionContext } = place(ports, plan, candidate);
  const request = checkStreamingRequest(
    streamingRequest(plan, placement, sessionContext),
    candidate.fleet.streamView,
  );
  if (!request.ok) return { outcome: "refuse", refusal: request.error };

  // Before the record, which should not name a fleet that there is no time left to ask.
  if (ports.now() >= deadline) return tooLate(trail);
  const recorded = await record(ports, plan, trail, placement);
  if (!recorded.ok) {
    return {
      outcome: "refuse",
      refusal: refusal("launch_record_not_written", { failure: recorded.error }),
    };
  }
  trail.placement = placement;

  const { federation } = candidate.fleet;
  if (federation !== null) {
    const target = { ...placement, application: plan.application.application.appstreamApplication };
    return { outcome: "stream", url: federationLink(federation, target), by: "federation", expiresAt: null };
  }
  const remaining = deadline - ports.now();
  if (remaining <= 0) return tooLate(trail);
  const timeout = Math.min(remaining, ports.index.policy.limits.attemptTimeoutMilliseconds);
  trail.callsMade += 1;
  const askedAt = epochSeconds(ports.now());
  const answer = await ports.gateway.createStreamingUrl(request.value, timeout);
  trail.awsRequestId = answer.ok ? answer.value.requestId : answer.error.requestId;
  if (!answer.ok) return failedAttempt(ports, answer.error, placement, trail);
  ports.health.succeeded(placement.region);
  const url = checkStreamingUrl(answer.value.uncheckedUrl, {
    region: placement.region,
    customDomain: candidate.fleet.customDomain,
    emulatorOrigin: ports.emulatorOrigin,
  });
  return url.ok
    ? {
        outcome: "stream",
        url: url.value,
        by: "streaming_url",
        expiresAt: askedAt + plan.validitySeconds,
      }
    : { outcome: "refuse", refusal: url.error };
}

function failedAttempt(
  { health }: AttemptPorts,
  failure: GatewayFailure,
  placement: Placement,
  trail: LaunchTrail,
): AttemptsOutcome | "next" {
  const { fault } = failure;
  if (failure.kind === "candidate" && isOfTheRegion(failure.fault)) health.failed(placement.region);
  // Whatever else it said, the Region answered.
  else health.succeeded(placement.region);
  if (failure.kind === "setup") {
    const wrong = setupFault(failure, placement);
    if (!isOfOneFleet(failure.fault)) return { outcome: "refuse", refusal: wrong };
    trail.setupFaults.push(wrong);
  }
  trail.failedAttempts.push({ fleet: placement.fleetId, fault: fault as FailedAttempt["fault"] });
  return "next";
}

/** The handle is the launch id and a secret half: the id finds the record, the secret's digest proves the handle. */
function place(
  ports: AttemptPorts,
  { launchId, principal: { userId } }: LaunchPlan,
  { id, fleet }: Candidate,
): { readonly placement: Placement; readonly sessionContext: string } {
  const secret = ports.randomText(32);
  const { region, stack, fleet: fleetName } = fleet;
  const where = { region, stack, fleet: fleetName };
  const binding = ports.digest(bindingText({ userId, ...where }));
  return {
    placement: { fleetId: id, ...where, handleDigest: ports.digest(secret), binding },
    sessionContext: formatSessionContext(ports.region, `${launchId}${secret}`),
  };
}

function streamingRequest(
  { principal, application: { application }, validitySeconds }: LaunchPlan,
  { region, stack, fleet }: Placement,
  sessionContext: string,
): StreamingRequest {
  return {
    region,
    stack,
    fleet,
    userId: principal.userId,
    application: application.appstreamApplication,
    validitySeconds,
    sessionContext,
  };
}

/** Begins the record at the first candidate and moves it along at the others. */
async function record(
  ports: AttemptPorts,
  plan: LaunchPlan,
  { placement: former, failedAttempts }: LaunchTrail,
  placement: Placement,
): Promise<Result<void, StoreFailure>> {
  const nowEpochSeconds = epochSeconds(ports.now());
  if (former !== undefined) {
    return await ports.launches.reassign(plan.launchId, placement, [...failedAttempts], nowEpochSeconds);
  }
  const { contextHandleSeconds, launchRecordSeconds } = ports.index.policy.sessions;
  const { launchId, correlationId, principal, application, diagnostics, basis, ticket, sealedHandover } =
    plan;
  return await ports.launches.begin(
    launchRecord({
      launchId,
      correlationId,
      principal,
      applicationId: application.id,
      diagnostics,
      basis,
      waitedSeconds: ticket === undefined ? null : nowEpochSeconds - ticket.since,
      sealedHandover,
      placement,
      nowEpochSeconds,
      contextHandleSeconds,
      launchRecordSeconds,
    }),
  );
}

function tooLate({ failedAttempts }: LaunchTrail): AttemptsOutcome {
  return {
    outcome: "refuse",
    refusal: refusal("launch_deadline_exceeded", { attempts: failedAttempts.length }),
  };
}

function setupFault(failure: Extract<GatewayFailure, { kind: "setup" }>, placement: Placement): Refusal {
  const { fault } = failure;
  const { fleetId, region, stack, fleet } = placement;
  return refusal("appstream_setup_fault", {
    fault,
    advice: SETUP_ADVICE[fault],
    fleetId,
    region,
    stack,
    fleet,
  });
}
