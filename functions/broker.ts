/**
 * The use case of a launch: decide → write the record → CreateStreamingURL, next candidate on a fault of the
 * fleet or Region → checked URL. Invariant: no record, no URL; and one audit event for every launch, whatever happens.
 */
import { faultEvent, launchEvent } from "./core/audit-event.ts";
import { type Decision, decide } from "./core/decide.ts";
import { SETUP_ADVICE } from "./core/gateway-failure.ts";
import type { LaunchIntent } from "./core/intent.ts";
import { checkLaunchContext } from "./core/launch-context.ts";
import { type FailedAttempt, launchRecord, type Placement } from "./core/launch-record.ts";
import type { LocationEvidence } from "./core/location.ts";
import type { PolicyIndex } from "./core/policy-index.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import type { RankedFleet } from "./core/routing.ts";
import { formatSessionContext } from "./core/session-context.ts";
import { checkStreamingRequest } from "./core/streaming-request.ts";
import { checkStreamingUrl } from "./core/streaming-url.ts";
import type { AppStreamGateway, AuditSink, Clock, Digest, LaunchStore, RandomText, Sealer } from "./ports.ts";

export interface BrokerPorts {
  readonly index: PolicyIndex;
  readonly gateway: AppStreamGateway;
  readonly launches: LaunchStore;
  readonly sealer: Sealer;
  readonly audit: AuditSink;
  readonly now: Clock;
  readonly randomText: RandomText;
  readonly digest: Digest;
  /** The broker's own Region: where a session-context handle is redeemed. */
  readonly region: string;
  /** Development only: the origin that stands in for AppStream's hosts. */
  readonly emulatorOrigin: string | undefined;
}

export interface LaunchRequest {
  readonly principal: Principal;
  readonly intent: LaunchIntent;
  readonly evidence: Omit<LocationEvidence, "claimCountry">;
  readonly correlationId: string;
}

export interface Launch {
  readonly launchId: string;
  /** A bearer secret: goes into one Location and nowhere else. */
  readonly streamingUrl: string;
}

/** Everything known so far about one launch; what the audit event is made of. */
interface Progress {
  decision?: Decision;
  launchId?: string;
  placement?: Placement;
  awsRequestId?: string | undefined;
  readonly failedAttempts: FailedAttempt[];
}

export interface Broker {
  launch(request: LaunchRequest): Promise<Result<Launch, Refusal>>;
}

export function createBroker(ports: BrokerPorts): Broker {
  return {
    async launch(request) {
      const progress: Progress = { failedAttempts: [] };
      const outcome = await attemptLaunch(ports, request, progress);
      ports.audit.write(
        launchEvent(stamp(ports, request), {
          launchId: progress.launchId,
          principal: request.principal,
          application: knownApplication(progress.decision, request),
          diagnostics: progress.decision?.diagnostics,
          failedAttempts: progress.failedAttempts,
          placement: progress.placement,
          awsRequestId: progress.awsRequestId,
          refusal: outcome.ok ? undefined : outcome.error,
        }),
      );
      return outcome;
    },
  };
}

async function attemptLaunch(
  ports: BrokerPorts,
  request: LaunchRequest,
  progress: Progress,
): Promise<Result<Launch, Refusal>> {
  const { index } = ports;
  const startedAt = ports.now();
  const decision = decide({
    principal: request.principal,
    applicationId: request.intent.application,
    evidence: { ...request.evidence, claimCountry: request.principal.country },
    index,
    nowEpochSeconds: seconds(startedAt),
  });
  progress.decision = decision;
  if (decision.outcome === "refuse") return err(decision.refusal);

  const context = checkLaunchContext(decision.application, request.intent.context);
  if (!context.ok) return context;
  const sealedContext =
    context.value === undefined ? undefined : await ports.sealer.seal("launch-context", context.value);

  const launchId = ports.randomText(16);
  const deadline = startedAt + index.policy.limits.launchDeadlineMilliseconds;
  for (const candidate of decision.candidates) {
    const handle = oneTimeHandle(ports, launchId);
    const placement = placementOn(candidate, handle.digest);
    const checked = checkStreamingRequest(
      {
        region: placement.region,
        stack: placement.stack,
        fleet: placement.fleet,
        userId: request.principal.userId,
        application: decision.application.application.appstreamApplication,
        validitySeconds: decision.application.application.validitySeconds,
        sessionContext: formatSessionContext(ports.region, handle.text),
      },
      candidate.fleet.streamView,
    );
    if (!checked.ok) return close(ports, request, progress, checked.error);

    const remaining = deadline - ports.now();
    if (remaining <= 0) return close(ports, request, progress, refusal("launch_deadline_exceeded"));

    const recorded =
      progress.launchId === undefined
        ? await ports.launches.begin(
            launchRecord({
              launchId,
              correlationId: request.correlationId,
              principal: request.principal,
              applicationId: request.intent.application,
              diagnostics: decision.diagnostics,
              sealedContext,
              placement,
              nowEpochSeconds: seconds(startedAt),
              contextHandleSeconds: index.policy.sessions.contextHandleSeconds,
              launchRecordSeconds: index.policy.sessions.launchRecordSeconds,
            }),
          )
        : await ports.launches.reassign(launchId, placement, progress.failedAttempts, seconds(ports.now()));
    if (!recorded.ok) return err(refusal("launch_record_not_written", { failure: recorded.error }));
    progress.launchId = launchId;
    progress.placement = placement;

    const timeout = Math.min(deadline - ports.now(), index.policy.limits.attemptTimeoutMilliseconds);
    const answer = await ports.gateway.createStreamingUrl(checked.value, timeout);
    if (answer.ok) {
      progress.awsRequestId = answer.value.requestId;
      const url = checkStreamingUrl(answer.value.uncheckedUrl, {
        region: placement.region,
        customDomain: candidate.fleet.customDomain,
        emulatorOrigin: ports.emulatorOrigin,
      });
      if (!url.ok) return close(ports, request, progress, url.error);
      await finish(ports, request, progress, { state: "url_created" });
      return ok({ launchId, streamingUrl: url.value });
    }
    progress.awsRequestId = answer.error.requestId;
    if (answer.error.kind === "setup") {
      const { fault } = answer.error;
      const { fleetId, region, stack, fleet } = placement;
      const evidence = { fault, advice: SETUP_ADVICE[fault], fleetId, region, stack, fleet };
      return close(ports, request, progress, refusal("appstream_setup_fault", evidence));
    }
    progress.failedAttempts.push({ fleet: placement.fleetId, fault: answer.error.fault });
  }
  const exhausted = refusal("no_candidate_available", { attempts: progress.failedAttempts.length });
  return close(ports, request, progress, exhausted);
}

/** Ends a launch that will give no URL. The refusal stands whether or not the record could be closed. */
async function close(
  ports: BrokerPorts,
  request: LaunchRequest,
  progress: Progress,
  reason: Refusal,
): Promise<Result<never, Refusal>> {
  await finish(ports, request, progress, { state: "failed", reason: reason.reason });
  return err(reason);
}

/**
 * The record was written before the URL existed, so attribution is safe by now: an outcome that cannot be
 * added is reported and does not cost the user the stream.
 */
async function finish(
  ports: BrokerPorts,
  request: LaunchRequest,
  progress: Progress,
  outcome: Parameters<LaunchStore["finish"]>[1],
): Promise<void> {
  if (progress.launchId === undefined) return;
  const nowEpochSeconds = seconds(ports.now());
  const closed = await ports.launches.finish(
    progress.launchId,
    outcome,
    progress.failedAttempts,
    nowEpochSeconds,
  );
  if (closed.ok) return;
  const detail = { launchId: progress.launchId, state: outcome.state, failure: closed.error };
  ports.audit.write(faultEvent(stamp(ports, request), "launch_outcome_not_recorded", detail));
}

interface OneTimeHandle {
  readonly text: string;
  readonly digest: string;
}

/** Launch id and a secret half: the id finds the record, the digest of the secret proves the handle. */
function oneTimeHandle(ports: BrokerPorts, launchId: string): OneTimeHandle {
  const secret = ports.randomText(32);
  return { text: `${launchId}${secret}`, digest: ports.digest(secret) };
}

function placementOn({ id, fleet }: RankedFleet, handleDigest: string): Placement {
  return { fleetId: id, region: fleet.region, stack: fleet.stack, fleet: fleet.fleet, handleDigest };
}

/** An application id that the policy does not know is a caller's text and stays out of the audit trail. */
function knownApplication(decision: Decision | undefined, request: LaunchRequest): string | undefined {
  const isUnknown = decision?.outcome === "refuse" && decision.refusal.reason === "application_unknown";
  return isUnknown ? undefined : request.intent.application;
}

function stamp(ports: BrokerPorts, request: LaunchRequest): { time: string; correlationId: string } {
  return { time: new Date(ports.now()).toISOString(), correlationId: request.correlationId };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
