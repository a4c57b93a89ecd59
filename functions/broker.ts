/**
 * The use case of a launch: decide → try the candidates → close the record → one audit event, whatever happens.
 * The order of the checks is decide.ts's; how candidates are tried is launch-attempts.ts's.
 */
import { faultEvent, launchEvent } from "./core/audit-event.ts";
import { type Decision, decide } from "./core/decide.ts";
import type { LaunchIntent } from "./core/intent.ts";
import { checkLaunchContext } from "./core/launch-context.ts";
import type { LaunchOutcome } from "./core/launch-record.ts";
import type { LocationEvidence } from "./core/location.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import { type AttemptPorts, type LaunchTrail, tryCandidates } from "./launch-attempts.ts";
import type { AuditSink, Sealer } from "./ports.ts";
import { auditStamp, epochSeconds } from "./timestamps.ts";

export interface BrokerPorts extends AttemptPorts {
  readonly sealer: Sealer;
  readonly audit: AuditSink;
  /** An IP database's word about an address; left out where the policy asks none. */
  readonly countryOfIp?: ((ip: string) => string | undefined) | undefined;
}

export interface LaunchRequest {
  readonly principal: Principal;
  readonly intent: LaunchIntent;
  readonly evidence: Omit<LocationEvidence, "claimCountry" | "databaseCountry">;
  readonly correlationId: string;
}

interface Launch {
  readonly launchId: string;
  /** A bearer secret: goes into one Location and nowhere else. */
  readonly streamingUrl: string;
}

export interface Broker {
  launch(request: LaunchRequest): Promise<Result<Launch, Refusal>>;
}

export function createBroker(ports: BrokerPorts): Broker {
  return {
    async launch(request) {
      const progress: Progress = {
        launchId: ports.randomText(16),
        startedAt: ports.now(),
        trail: { placement: undefined, awsRequestId: undefined, failedAttempts: [] },
      };
      const decision = decide({
        principal: request.principal,
        applicationId: request.intent.application,
        evidence: {
          ...request.evidence,
          claimCountry: request.principal.country,
          databaseCountry: request.evidence.clientIp && ports.countryOfIp?.(request.evidence.clientIp),
        },
        index: ports.index,
        nowEpochSeconds: epochSeconds(progress.startedAt),
      });
      let url: Result<string, Refusal>;
      try {
        url = await streamingUrl(ports, request, decision, progress);
        await closeRecord(ports, request, progress, url);
      } catch (cause) {
        // A bug or a broken set-up, answered as such by the handler; the trail of this launch must not end unseen.
        writeEvent(ports, request, decision, progress, refusal("unexpected_error"));
        throw cause;
      }
      writeEvent(ports, request, decision, progress, url.ok ? undefined : url.error);
      return url.ok ? ok({ launchId: progress.launchId, streamingUrl: url.value }) : url;
    },
  };
}

interface Progress {
  readonly launchId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly trail: LaunchTrail;
}

async function streamingUrl(
  ports: BrokerPorts,
  { principal, intent, correlationId }: LaunchRequest,
  decision: Decision,
  { launchId, startedAt, trail }: Progress,
): Promise<Result<string, Refusal>> {
  if (decision.outcome === "refuse") return err(decision.refusal);
  const { application, candidates, diagnostics } = decision;
  const context = checkLaunchContext(application, intent.context);
  if (!context.ok) return context;
  const sealedContext =
    context.value === undefined ? undefined : await ports.sealer.seal("launch-context", context.value);
  const plan = {
    launchId,
    correlationId,
    principal,
    application,
    candidates,
    diagnostics,
    sealedContext,
    startedAt,
  };
  return await tryCandidates(ports, plan, trail);
}

/**
 * The record was written before a URL existed, so attribution is safe by now: an outcome that cannot be added is
 * reported and costs the user nothing.
 */
async function closeRecord(
  ports: BrokerPorts,
  request: LaunchRequest,
  { launchId, trail: { placement, failedAttempts } }: Progress,
  url: Result<string, Refusal>,
): Promise<void> {
  if (placement === undefined) return;
  const outcome: LaunchOutcome = url.ok
    ? { state: "url_created" }
    : { state: "failed", reason: url.error.reason };
  const nowEpochSeconds = epochSeconds(ports.now());
  const closed = await ports.launches.finish(launchId, outcome, [...failedAttempts], nowEpochSeconds);
  if (closed.ok) return;
  const detail = { launchId, state: outcome.state, failure: closed.error };
  ports.audit.write(
    faultEvent(auditStamp(ports.now(), request.correlationId), "launch_outcome_not_recorded", detail),
  );
}

function writeEvent(
  ports: BrokerPorts,
  request: LaunchRequest,
  decision: Decision,
  { launchId, trail }: Progress,
  refused: Refusal | undefined,
): void {
  ports.audit.write(
    launchEvent(auditStamp(ports.now(), request.correlationId), {
      launchId: trail.placement && launchId,
      principal: request.principal,
      application: knownApplication(decision, request),
      diagnostics: decision.diagnostics,
      failedAttempts: trail.failedAttempts,
      placement: trail.placement,
      awsRequestId: trail.awsRequestId,
      refusal: refused,
    }),
  );
}

/** An application id that the policy does not know is a caller's text and stays out of the audit trail. */
function knownApplication(decision: Decision, { intent }: LaunchRequest): string | undefined {
  const isUnknown = decision.outcome === "refuse" && decision.refusal.reason === "application_unknown";
  return isUnknown ? undefined : intent.application;
}
