/**
 * One launch over its candidate fleets, best first: write where it is going, ask AppStream, check the answer.
 * A fault of the fleet or Region moves on to the next candidate; everything else ends the launch.
 * Invariant: no record, no URL. Each candidate gets a handle of its own, and the former one dies.
 */
import type { Diagnostics } from "./core/decide.ts";
import { type GatewayFailure, SETUP_ADVICE } from "./core/gateway-failure.ts";
import { type FailedAttempt, launchRecord, type Placement } from "./core/launch-record.ts";
import type { IndexedApplication, PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, type Result } from "./core/result.ts";
import type { RankedFleet } from "./core/routing.ts";
import { formatSessionContext } from "./core/session-context.ts";
import { checkStreamingRequest, type StreamingRequest } from "./core/streaming-request.ts";
import { checkStreamingUrl } from "./core/streaming-url.ts";
import type { AppStreamGateway, Clock, Digest, LaunchStore, RandomText, StoreFailure } from "./ports.ts";
import { epochSeconds } from "./timestamps.ts";

export interface AttemptPorts {
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
  readonly candidates: readonly RankedFleet[];
  readonly diagnostics: Diagnostics;
  readonly sealedContext: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What has happened so far, for the record's outcome and the audit event. */
export interface LaunchTrail {
  /** Set once the record is written. */
  placement: Placement | undefined;
  awsRequestId: string | undefined;
  readonly failedAttempts: FailedAttempt[];
}

/** The checked streaming URL of the first candidate that gives one. */
export async function tryCandidates(
  ports: AttemptPorts,
  plan: LaunchPlan,
  trail: LaunchTrail,
): Promise<Result<string, Refusal>> {
  const { launchDeadlineMilliseconds, attemptTimeoutMilliseconds } = ports.index.policy.limits;
  const deadline = plan.startedAt + launchDeadlineMilliseconds;
  for (const candidate of plan.candidates) {
    const { placement, sessionContext } = place(ports, plan, candidate);
    const request = checkStreamingRequest(
      streamingRequest(plan, placement, sessionContext),
      candidate.fleet.streamView,
    );
    if (!request.ok) return request;

    // Before the record, which should not name a fleet that there is no time left to ask.
    if (ports.now() >= deadline) return err(tooLate(trail));
    const recorded = await record(ports, plan, trail, placement);
    if (!recorded.ok) return err(refusal("launch_record_not_written", { failure: recorded.error }));
    trail.placement = placement;

    const remaining = deadline - ports.now();
    if (remaining <= 0) return err(tooLate(trail));
    const timeout = Math.min(remaining, attemptTimeoutMilliseconds);
    const answer = await ports.gateway.createStreamingUrl(request.value, timeout);
    trail.awsRequestId = answer.ok ? answer.value.requestId : answer.error.requestId;
    if (answer.ok) {
      return checkStreamingUrl(answer.value.uncheckedUrl, {
        region: placement.region,
        customDomain: candidate.fleet.customDomain,
        emulatorOrigin: ports.emulatorOrigin,
      });
    }
    if (answer.error.kind === "setup") return err(setupFault(answer.error, placement));
    trail.failedAttempts.push({ fleet: placement.fleetId, fault: answer.error.fault });
  }
  return err(refusal("no_candidate_available", { attempts: trail.failedAttempts.length }));
}

/** The handle is the launch id and a secret half: the id finds the record, the secret's digest proves the handle. */
function place(
  ports: AttemptPorts,
  { launchId }: LaunchPlan,
  { id, fleet }: RankedFleet,
): { readonly placement: Placement; readonly sessionContext: string } {
  const secret = ports.randomText(32);
  const { region, stack, fleet: fleetName } = fleet;
  return {
    placement: { fleetId: id, region, stack, fleet: fleetName, handleDigest: ports.digest(secret) },
    sessionContext: formatSessionContext(ports.region, `${launchId}${secret}`),
  };
}

function streamingRequest(
  { principal, application: { application } }: LaunchPlan,
  { region, stack, fleet }: Placement,
  sessionContext: string,
): StreamingRequest {
  return {
    region,
    stack,
    fleet,
    userId: principal.userId,
    application: application.appstreamApplication,
    validitySeconds: application.validitySeconds,
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
  const { launchId, correlationId, principal, application, diagnostics, sealedContext } = plan;
  return await ports.launches.begin(
    launchRecord({
      launchId,
      correlationId,
      principal,
      applicationId: application.id,
      diagnostics,
      sealedContext,
      placement,
      nowEpochSeconds,
      contextHandleSeconds,
      launchRecordSeconds,
    }),
  );
}

function tooLate({ failedAttempts }: LaunchTrail): Refusal {
  return refusal("launch_deadline_exceeded", { attempts: failedAttempts.length });
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
