/**
 * The broker's decision: may this principal launch this application now, and on which fleets, in which order?
 *
 * Pure: no clock, no I/O. The order is part of the contract: application known, audience, conditions (MFA, network,
 * hours, country), location, residency wall (admission.ts: the policy alone), somebody else's approval where one is asked
 * for, then what the moment has to say: a live session of theirs first, maintenance, the fleets' states, ranking (a
 * preference), capacity, and last what one person may use at a time and in a period: that a limit stands in the way is said
 * only of what would have been open.
 * Every outcome carries its diagnostics: for every candidate, why it was kept or dropped.
 */

import { type Admission, type AdmissionInput, admit } from "./admission.ts";
import { approvalNeeded, identityOf } from "./approval.ts";
import type { Candidate, CandidateFinding, Decision, DecisionReason, SetAsideReason } from "./decision.ts";
import { closedReason, type FleetStatus, type KnownFleet } from "./fleet-status.ts";
import { type LocationEvidence, locate, type UserLocation } from "./location.ts";
import type { IndexedApplication, IndexedFleet, PolicyIndex } from "./policy-index.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { type RankedFleet, rankFleets } from "./routing.ts";
import {
  type Drain,
  holdsPlace,
  type PersonSession,
  type Situation,
  UNKNOWN_SITUATION,
} from "./situation.ts";
import { isUseLimited, type UseVerdict, useRefusal, useVerdict } from "./use-limits.ts";
import { type SetAside, waitingFor } from "./waiting.ts";

export interface DecisionInput extends Omit<AdmissionInput, "location"> {
  readonly evidence: LocationEvidence;
  /** Default: nothing is known but the policy. */
  readonly situation?: Situation;
}

/** The same once it is known where the person is. */
export interface LocatedInput extends AdmissionInput {
  /** As their browser measured them; they order fleets and open none. */
  readonly latencies: LocationEvidence["latencies"];
  readonly situation: Situation;
}

export function decide({ evidence, situation = UNKNOWN_SITUATION, ...input }: DecisionInput): Decision {
  const { latencies } = evidence;
  return decideAt({ ...input, location: locationOf(evidence, input.index), latencies, situation });
}

export function locationOf(evidence: LocationEvidence, { policy, networks }: PolicyIndex): UserLocation {
  return locate(evidence, policy.location, networks, policy.residency.follows);
}

export function decideAt(input: LocatedInput): Decision {
  const admission = admit(input);
  return admission.outcome === "refuse" ? admission : choosePlace(admission, input);
}

/** The second half, for callers that look at the fleets only after the policy has said yes. */
export function choosePlace(
  admission: Extract<Admission, { outcome: "admit" }>,
  {
    index,
    latencies,
    situation,
    nowEpochSeconds,
    principal,
  }: Omit<LocatedInput, "applicationId" | "location">,
): Decision {
  const { application, location, homeRegion, grant, dropped } = admission;
  // Also before they go back to a session of theirs: it was opened for a while, and the while may be over.
  if (approvalNeeded(application, principal, situation.approval, nowEpochSeconds)) {
    return refusedAfter(admission, index, refusal("approval_required", { application: application.id }));
  }
  const hints = { homeRegion: homeRegion?.region, latencies };
  const rank = (fleets: readonly IndexedFleet[], isOverflow: boolean): readonly Candidate[] =>
    rankFleets(fleets, location, application.preferences, hints).map((fleet) => {
      const status = statusOf(situation.fleets.get(fleet.id));
      return {
        ...fleet,
        freePlaces: status?.freePlaces ?? null,
        observedAt: status?.observedAt ?? null,
        isOverflow,
        session: situation.sessions.find((session) => session.fleet === fleet.id),
      };
    });

  const setAside: SetAside[] = [];
  const open: Candidate[] = [];
  for (const candidate of [...rank(admission.fleets, false), ...rank(admission.overflow, true)]) {
    const reason = outOfReach(candidate, situation) ?? (isTheirs(candidate) ? undefined : against(candidate));
    if (reason === undefined) open.push(candidate);
    else
      setAside.push({
        fleet: candidate.id,
        reason,
        kind: statusOf(situation.fleets.get(candidate.id))?.kind ?? null,
      });
  }
  /** Open to them whatever its state: it is their session that keeps the place. */
  function isTheirs({ session }: Candidate): boolean {
    return session?.state === "live" && session.application === application.id;
  }
  function against(candidate: Candidate): SetAsideReason | undefined {
    return reasonAgainst(candidate, situation, index, nowEpochSeconds, mustAsk(candidate));
  }
  function mustAsk({ isOverflow }: Candidate): boolean {
    return isOverflow && application.overflowNeedsConsent && !situation.hasConsented;
  }

  const ordered = ownSessionFirst(open, application.id);
  const { maxCandidates } = index.policy.limits;
  const useOn = (onlyFleet?: string): UseVerdict | undefined =>
    useOf(application, index, situation, onlyFleet, nowEpochSeconds);
  const use = useOn();
  const within = withinLimits(ordered, application, use, (fleet) => useOn(fleet)?.kind === "within");
  const diagnostics = {
    policyVersion: index.version,
    location,
    ...(homeRegion && { homeRegion }),
    grant,
    ...(situation.approval && {
      approval: { id: situation.approval.id, approver: identityOf(situation.approval.approver) },
    }),
    candidates: [
      ...within.map((candidate, place) => finding(candidate, place, maxCandidates, application.id)),
      ...ordered
        .filter((candidate) => !within.includes(candidate))
        .map(({ id }): CandidateFinding => ({ fleet: id, kept: false, reason: "session_limit", wall: null })),
      ...setAside.map(({ fleet, reason }): CandidateFinding => ({ fleet, kept: false, reason, wall: null })),
      ...dropped,
    ],
  };

  if (use?.kind === "spent")
    return { outcome: "refuse", refusal: useRefusal(application.id, use), diagnostics };
  const [best, ...others] = within;
  if (best === undefined) {
    if (use?.kind === "full" && use.endFirst === undefined) {
      return { outcome: "refuse", refusal: useRefusal(application.id, use), diagnostics };
    }
    const waiting = waitingFor(setAside, application.classes, nowEpochSeconds);
    if (waiting !== undefined) return { outcome: "wait", application, waiting, diagnostics };
    return { outcome: "refuse", refusal: nothingOpen(application.id, setAside), diagnostics };
  }
  if (best.session?.state === "live" && best.session.application !== application.id) {
    return { outcome: "choose", application, session: best.session, why: "same_place", diagnostics };
  }
  if (use?.kind === "full" && use.endFirst !== undefined && !isOwn(best, application.id)) {
    return { outcome: "choose", application, session: use.endFirst, why: "session_limit", diagnostics };
  }
  const candidates = [best, ...others.slice(0, maxCandidates - 1)] as const;
  return { outcome: "permit", application, candidates, diagnostics };
}

/** Undefined where nothing limits the application, or nobody looked. */
function useOf(
  application: IndexedApplication,
  index: PolicyIndex,
  { use, sessions }: Situation,
  onlyFleet: string | undefined,
  nowEpochSeconds: number,
): UseVerdict | undefined {
  if (use === undefined || !isUseLimited(application, index)) return undefined;
  return useVerdict({ application, index, use, looked: use, sessions, onlyFleet, nowEpochSeconds });
}

/**
 * Where use is limited, whoever has a session of the application goes back to it and nowhere else: another fleet would
 * give them a second one. Whoever has as many as they may goes nowhere new, but to the fleet where a URL is all that is left of
 * a session of theirs; that a session on the best fleet is in the way is theirs to decide about first.
 */
function withinLimits(
  ordered: readonly Candidate[],
  { id }: IndexedApplication,
  use: UseVerdict | undefined,
  isWithinOn: (fleet: string) => boolean,
): readonly Candidate[] {
  if (use === undefined) return ordered;
  const own = ordered.filter((candidate) => isOwn(candidate, id));
  if (own.length > 0) return own;
  const [best] = ordered;
  const isInTheWay = best?.session?.state === "live";
  if (use.kind !== "full" || use.endFirst !== undefined || isInTheWay) return ordered;
  return best !== undefined && isWithinOn(best.id) ? [best] : [];
}

function isOwn({ session }: Candidate, application: string): boolean {
  return session?.application === application;
}

/** For what refuses somebody whom the policy admits, before the moment is asked. */
export function refusedAfter(
  { location, homeRegion, grant, dropped: candidates }: Extract<Admission, { outcome: "admit" }>,
  { version: policyVersion }: PolicyIndex,
  refused: Refusal<DecisionReason>,
): Decision {
  const hint = homeRegion && { homeRegion };
  return {
    outcome: "refuse",
    refusal: refused,
    diagnostics: { policyVersion, location, ...hint, grant, candidates },
  };
}

/** Whatever session of theirs is there: nobody can be handed a link who needs a streaming URL. */
function outOfReach(
  { fleet }: RankedFleet,
  { needsStreamingUrl = false }: Situation,
): SetAsideReason | undefined {
  return needsStreamingUrl && fleet.launchMethod === "federation" ? "reached_by_federation" : undefined;
}

/** What the moment has against a fleet that the policy permits; what lasts longest is said first. */
function reasonAgainst(
  candidate: RankedFleet & { readonly session: PersonSession | undefined },
  situation: Situation,
  index: PolicyIndex,
  nowEpochSeconds: number,
  mustAsk: boolean,
): SetAsideReason | undefined {
  const { id, fleet, session } = candidate;
  const known = situation.fleets.get(id);
  const closed = known === undefined ? undefined : closedReason(known, fleet.launchMethod === "federation");
  // What is full is full with them.
  if (closed !== undefined && !(closed === "fleet_full" && holdsPlace(session))) return closed;
  if (isDraining(index.drains.get(id), nowEpochSeconds)) return "drained";
  if (isDraining(situation.drains.get(id), nowEpochSeconds)) return "drained";
  if (situation.restingRegions.has(fleet.region)) return "region_resting";
  return mustAsk ? "needs_consent" : undefined;
}

function isDraining(drain: Drain | undefined, nowEpochSeconds: number): boolean {
  return drain !== undefined && nowEpochSeconds < drain.until;
}

/** A session of the same application wins over every ranking, a surer one over one that may be gone. */
function ownSessionFirst(candidates: readonly Candidate[], application: string): readonly Candidate[] {
  const of = (state: PersonSession["state"]): readonly Candidate[] =>
    candidates.filter(({ session }) => session?.application === application && session.state === state);
  const own = [...of("live"), ...of("reserved"), ...of("unconfirmed")];
  return own.length === 0 ? candidates : [...own, ...candidates.filter((other) => !own.includes(other))];
}

function finding(
  { id, preference, distanceKilometres, freePlaces, isOverflow, session }: Candidate,
  rank: number,
  maxCandidates: number,
  application: string,
): CandidateFinding {
  if (rank >= maxCandidates) return { fleet: id, kept: false, reason: "beyond_candidate_limit", wall: null };
  const own = session?.application === application ? "same_application" : "other_application";
  return {
    fleet: id,
    kept: true,
    rank,
    preference,
    distanceKilometres,
    freePlaces,
    isOverflow,
    session: session === undefined ? null : own,
  };
}

/**
 * Where federation may still take them, they ask once more by themselves. Maintenance has an owner who says when it ends;
 * everything else is a fleet that somebody must look after.
 */
function nothingOpen(application: string, setAside: readonly SetAside[]) {
  const reasons = [...new Set(setAside.map(({ reason }) => reason))].sort().join(" ");
  if (setAside.some(({ reason }) => reason === "reached_by_federation")) {
    return refusal("no_streaming_url", { application, reasons });
  }
  const isMaintenance = setAside.every(({ reason }) => reason === "drained");
  return refusal(isMaintenance ? "in_maintenance" : "no_fleet_open", { application, reasons });
}

function statusOf(known: KnownFleet | undefined): FleetStatus | undefined {
  return known === "not_found" ? undefined : known;
}
