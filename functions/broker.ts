/**
 * The use case of a launch: look around → decide → try the candidates → close the record → one audit event, whatever
 * happens. The order of the checks is decide.ts's; how candidates are tried is launch-attempts.ts's.
 */
import { faultEvent, type LaunchResult, launchEvent } from "./core/audit-event.ts";
import type { InTheWay } from "./core/decision.ts";
import { basisOf } from "./core/decision-basis.ts";
import { writeHandedFacts } from "./core/handed-facts.ts";
import type { LaunchIntent } from "./core/intent.ts";
import { checkLaunchContext } from "./core/launch-context.ts";
import type { LaunchOutcome } from "./core/launch-record.ts";
import type { Principal } from "./core/principal.ts";
import { type Refusal, refusal } from "./core/refusal.ts";
import { err, ok, type Result } from "./core/result.ts";
import type { PersonSession } from "./core/situation.ts";
import { type Waiting, waitingAfter } from "./core/waiting.ts";
import {
  type AttemptPorts,
  type AttemptsOutcome,
  type LaunchTrail,
  tryCandidates,
} from "./launch-attempts.ts";
import { type LimitPorts, settleUse, type TakenUse, takeUse } from "./launching/limited-launch.ts";
import {
  type Considered,
  type LookPorts,
  lookAround,
  type RequestEvidence,
} from "./launching/look-around.ts";
import { keepReference, type ReferencePorts } from "./launching/reference.ts";
import { fullFleets, type WaitAnswer, type WaitPorts, waitAnswer } from "./launching/waiting.ts";
import { readTicket } from "./launching/waiting-line.ts";
import { type WaitingTicket, withoutNumbers } from "./launching/waiting-ticket.ts";
import type { AppStreamGateway, AuditSink, PlaceStore } from "./ports.ts";
import { auditStamp, epochSeconds } from "./timestamps.ts";
import type { UseStore } from "./use-ports.ts";

export interface BrokerPorts extends AttemptPorts, LookPorts, WaitPorts, ReferencePorts, LimitPorts {
  readonly gateway: AppStreamGateway;
  readonly places: PlaceStore;
  readonly uses: UseStore;
  readonly audit: AuditSink;
}

export interface LaunchRequest {
  readonly principal: Principal;
  readonly intent: LaunchIntent;
  readonly evidence: RequestEvidence;
  readonly correlationId: string;
  /** From their browser's cookie, as it came. */
  readonly sealedTicket: string | undefined;
  /** They said yes to the overflow fleets. */
  readonly hasConsented: boolean;
  /** No link of federation will do: whoever asks is no browser of theirs that could follow it. Left out: it will. */
  readonly needsStreamingUrl?: boolean | undefined;
  /** The URL may be opened for so long at most; left out: for as long as the application says. */
  readonly maxValiditySeconds?: number | undefined;
  /** The portal's client that asks for them; left out: they came themselves. */
  readonly client?: string | undefined;
}

export type LaunchAnswer =
  | {
      readonly outcome: "stream";
      readonly launchId: string;
      /** A bearer secret, or the identity provider's link of a federated fleet: goes into one Location and nowhere else. */
      readonly url: string;
      readonly by: "streaming_url" | "federation";
      /** Where the URL leads and until when; null for a federated fleet, which has none. */
      readonly issued: IssuedUrl | null;
    }
  | ({ readonly outcome: "wait" } & WaitAnswer)
  /** A live session of theirs is in the way. A launch ends none: that is the person's, by a form of our own page. */
  | { readonly outcome: "choose"; readonly session: PersonSession; readonly why: InTheWay };

export interface IssuedUrl {
  readonly region: string;
  /** AppStream's names. */
  readonly stack: string;
  readonly fleet: string;
  /** Seconds since the epoch, at the latest: AppStream counts from a moment after. */
  readonly expiresAt: number;
}

export interface Broker {
  launch(request: LaunchRequest): Promise<Result<LaunchAnswer, Refusal>>;
}

export function createBroker(ports: BrokerPorts): Broker {
  return {
    async launch(request) {
      const progress: Progress = {
        launchId: ports.randomText(16),
        startedAt: ports.now(),
        taken: undefined,
        trail: {
          ...{ placement: undefined, awsRequestId: undefined },
          ...{ failedAttempts: [], setupFaults: [], callsMade: 0 },
        },
      };
      const { principal, intent, evidence, hasConsented, needsStreamingUrl, sealedTicket } = request;
      const ticket = await readTicket(ports, sealedTicket, principal, intent.application);
      const considered = await lookAround(ports, {
        principal,
        applicationId: intent.application,
        evidence,
        hasConsented,
        needsStreamingUrl,
      });
      const launch = { ports, request, progress, considered, ticket };
      try {
        const found = await place(launch);
        await Promise.all([closeRecord(launch, found), keepReference(ports, referenceOf(launch, found))]);
        const answer = await answerOf(launch, found);
        writeEvents(launch, resultOf(answer));
        return answer;
      } catch (cause) {
        // A bug or a broken set-up, answered as such by the handler; the trail of this launch must not end unseen.
        writeEvents(launch, { outcome: "refused", refusal: refusal("unexpected_error") });
        throw cause;
      }
    },
  };
}

interface Progress {
  readonly launchId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Of what one person may use. */
  taken: TakenUse;
  readonly trail: LaunchTrail;
}

interface Launch {
  readonly ports: BrokerPorts;
  readonly request: LaunchRequest;
  readonly progress: Progress;
  readonly considered: Considered;
  readonly ticket: WaitingTicket | undefined;
}

/** What became of it, before the browser is told. */
type Placed =
  | Exclude<AttemptsOutcome, { outcome: "exhausted" }>
  | { readonly outcome: "wait"; readonly waiting: Waiting };

async function place({ ports, request, progress, considered, ticket }: Launch): Promise<Placed> {
  const { decision, input } = considered;
  if (decision.outcome === "refuse") return decision;
  const { principal, intent, correlationId } = request;
  const { launchId, startedAt, trail } = progress;
  // Before anything else: nobody should wait for a place to be told that their link is wrong.
  const context = checkLaunchContext(decision.application, intent.context);
  if (!context.ok) return { outcome: "refuse", refusal: context.error };
  if (decision.outcome !== "permit") return decision;
  const { application, candidates, diagnostics } = decision;
  const deadline = startedAt + input.index.policy.limits.launchDeadlineMilliseconds;
  const taken = await takeUse(ports, { launchId, deadline, input, decision });
  if (!taken.ok) return { outcome: "refuse", refusal: taken.error };
  progress.taken = taken.value;
  const facts = writeHandedFacts(application.application, principal, context.value);
  const sealedHandover = facts && (await ports.sealer.seal("launch-context", facts));
  const basis = basisOf(input);
  const plan = {
    ...{ launchId, correlationId, principal, application, candidates, diagnostics, basis },
    ...{ ticket, sealedHandover, startedAt },
    validitySeconds: Math.min(
      application.application.validitySeconds,
      request.maxValiditySeconds ?? Infinity,
    ),
  };
  const attempts = await tryCandidates(ports, plan, trail);
  if (attempts.outcome !== "exhausted") return attempts;
  const { failedAttempts, setupFaults } = trail;
  const now = epochSeconds(ports.now());
  const waiting = waitingAfter(failedAttempts, diagnostics.candidates, application.classes, now);
  if (waiting !== undefined) return { outcome: "wait", waiting };
  const inVain = refusal("no_candidate_available", { attempts: failedAttempts.length });
  return { outcome: "refuse", refusal: setupFaults[0] ?? inVain };
}

async function answerOf(
  { ports, request, progress, considered, ticket }: Launch,
  placed: Placed,
): Promise<Result<LaunchAnswer, Refusal>> {
  const { launchId, trail } = progress;
  switch (placed.outcome) {
    case "stream":
      return ok({
        ...{ outcome: "stream", launchId, url: placed.url, by: placed.by },
        issued: issuedUrl(trail.placement, placed.expiresAt),
      });
    case "choose":
      return ok({ outcome: "choose", session: placed.session, why: placed.why });
    case "refuse":
      return err(placed.refusal);
    case "wait": {
      const { principal, intent } = request;
      const full = fullFleets(considered.decision.diagnostics.candidates, trail.failedAttempts);
      const refused = trail.failedAttempts.filter(({ fault }) => fault === "no_place");
      const former = ticket && withoutNumbers(ticket, new Set(refused.map(({ fleet }) => fleet)));
      const answer = await waitAnswer(ports, principal, intent.application, placed.waiting, full, former);
      return ok({ outcome: "wait", ...answer });
    }
  }
}

function issuedUrl(placement: LaunchTrail["placement"], expiresAt: number | null): IssuedUrl | null {
  if (placement === undefined || expiresAt === null) return null;
  const { region, stack, fleet } = placement;
  return { region, stack, fleet, expiresAt };
}

/**
 * The record was written before a URL existed, so attribution is safe by now: an outcome that cannot be added is
 * reported and costs the user nothing. Neither does a place that cannot be remembered: the next launch routes anew.
 */
async function closeRecord({ ports, request, progress }: Launch, placed: Placed): Promise<void> {
  const { launchId, taken, trail } = progress;
  const { placement, failedAttempts } = trail;
  const { userId } = request.principal;
  const goesTo = placed.outcome === "stream" ? (placement?.fleetId ?? null) : null;
  const settling = settleUse(ports, userId, launchId, taken, goesTo);
  if (placement === undefined) return await settling;
  const outcome = recordOutcome(placed);
  const now = epochSeconds(ports.now());
  const { application } = request.intent;
  const went = { fleet: placement.fleetId, launchId, application, launchedAt: now };
  const isStreaming = placed.outcome === "stream" && placed.by === "streaming_url";
  const [closed] = await Promise.all([
    ports.launches.finish(launchId, outcome, [...failedAttempts], now),
    isStreaming ? ports.places.remember(userId, went, now) : undefined,
    settling,
  ]);
  if (closed.ok) return;
  const detail = { launchId, state: outcome.state, failure: closed.error };
  ports.audit.write(
    faultEvent(auditStamp(ports.now(), request.correlationId), "launch_outcome_not_recorded", detail),
  );
}

function referenceOf({ request, progress, considered }: Launch, placed: Placed) {
  const { launchId, trail } = progress;
  return {
    ...considered,
    correlationId: request.correlationId,
    launchId: trail.placement && launchId,
    outcome: recordOutcome(placed),
  };
}

function recordOutcome(placed: Placed): LaunchOutcome {
  switch (placed.outcome) {
    case "stream":
      return { state: placed.by === "federation" ? "handed_to_federation" : "url_created" };
    case "wait":
      return { state: "failed", reason: placed.waiting.reason };
    case "choose":
      return { state: "failed", reason: "choice_asked" };
    case "refuse":
      return { state: "failed", reason: placed.refusal.reason };
  }
}

function resultOf(answer: Result<LaunchAnswer, Refusal>): LaunchResult {
  if (!answer.ok) return { outcome: "refused", refusal: answer.error };
  switch (answer.value.outcome) {
    case "stream":
      return { outcome: answer.value.by === "federation" ? "handed_to_federation" : "url_created" };
    case "wait":
      return { outcome: "waiting", reason: answer.value.waiting.reason };
    case "choose":
      return { outcome: "choice_asked" };
  }
}

/** Whoever waits asks again and again; what there is to say was said when they began, unless AppStream was asked. */
function writeEvents({ ports, request, progress, considered, ticket }: Launch, result: LaunchResult): void {
  const { launchId, trail } = progress;
  const stamp = auditStamp(ports.now(), request.correlationId);
  const told = result.outcome === "refused" ? result.refusal : undefined;
  for (const fault of trail.setupFaults.filter((one) => one !== told)) {
    ports.audit.write(faultEvent(stamp, fault.reason, fault.evidence));
  }
  const isQuiet =
    trail.placement === undefined && trail.failedAttempts.every(({ fault }) => fault === "no_place");
  if (result.outcome === "waiting" && ticket !== undefined && isQuiet) return;
  const { decision, input } = considered;
  // An application id that the policy does not know is a caller's text and stays out of the audit trail.
  const isUnknown = decision.outcome === "refuse" && decision.refusal.reason === "application_unknown";
  ports.audit.write(
    launchEvent(stamp, {
      launchId: trail.placement && launchId,
      principal: request.principal,
      application: isUnknown ? undefined : input.applicationId,
      diagnostics: decision.diagnostics,
      failedAttempts: trail.failedAttempts,
      placement: trail.placement,
      awsRequestId: trail.awsRequestId,
      waitedSeconds: ticket === undefined ? null : epochSeconds(ports.now()) - ticket.since,
      client: request.client,
      result,
    }),
  );
}
