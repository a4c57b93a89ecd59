/**
 * What a launch is decided from: the policy first, then somebody else's approval where one is asked for, and only for whom
 * both admit a look at the moment. The fleets and the person's sessions are looked for side by side, and both are optional;
 * an approval is not, nor what the person uses where use is limited.
 * Invariant: never later than the look-ahead, but for those two; nothing is asked of AppStream for somebody who may not launch.
 */
import type { ApprovalGrants } from "../approval-ports.ts";
import { admit } from "../core/admission.ts";
import { type ApprovalGrant, approvalNeeded } from "../core/approval.ts";
import { choosePlace, type LocatedInput, locationOf, refusedAfter } from "../core/decide.ts";
import type { Decision } from "../core/decision.ts";
import type { LocationEvidence, UserLocation } from "../core/location.ts";
import type { PersonUse } from "../core/person-use.ts";
import type { IndexedApplication, IndexedFleet, PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import { refusal } from "../core/refusal.ts";
import { ok, type Result } from "../core/result.ts";
import { type Situation, UNKNOWN_SITUATION } from "../core/situation.ts";
import { isUseLimited } from "../core/use-limits.ts";
import type { Clock, FleetWatch, RecordedPlace, StoreFailure } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import type { UseStore } from "../use-ports.ts";
import { personSessions, type SessionPorts } from "./person-sessions.ts";
import type { RegionHealth } from "./region-health.ts";

export interface LookPorts extends SessionPorts {
  readonly index: PolicyIndex;
  readonly watch: FleetWatch;
  readonly health: RegionHealth;
  readonly uses: Pick<UseStore, "read">;
  /** Asked for applications that somebody must approve, and no others. */
  readonly grants: Pick<ApprovalGrants, "read">;
  readonly now: Clock;
  /** An IP database's word about an address; left out where the policy asks none. */
  readonly countryOfIp?: ((ip: string) => string | undefined) | undefined;
}

/** What the request itself says; the rest is known here. */
export type RequestEvidence = Omit<LocationEvidence, "claimCountry" | "databaseCountry">;

export interface Question {
  readonly principal: Principal;
  readonly applicationId: string;
  readonly evidence: RequestEvidence;
  readonly hasConsented: boolean;
  /** No link of federation will do. */
  readonly needsStreamingUrl?: boolean | undefined;
  /** Whose sessions need not be known: somebody who only asks how things stand. */
  readonly leavesSessionsAlone?: boolean;
}

export interface Considered {
  /** Everything the decision was made from. */
  readonly input: LocatedInput;
  readonly decision: Decision;
}

export async function lookAround(
  ports: LookPorts,
  {
    principal,
    applicationId,
    evidence,
    hasConsented,
    needsStreamingUrl,
    leavesSessionsAlone = false,
  }: Question,
): Promise<Considered> {
  const { index } = ports;
  const input = {
    principal,
    applicationId,
    location: locationFor(ports, principal, evidence),
    latencies: evidence.latencies,
    index,
    nowEpochSeconds: epochSeconds(ports.now()),
  };
  const admission = admit(input);
  if (admission.outcome === "refuse") {
    return { input: { ...input, situation: UNKNOWN_SITUATION }, decision: admission };
  }
  const { application } = admission;
  const granted = await grantFor(ports.grants, application, principal);
  if (!granted.ok) {
    const closed = refusal("approval_store_unavailable", { application: applicationId });
    const unseen = { ...input, situation: UNKNOWN_SITUATION };
    return { input: unseen, decision: refusedAfter(admission, index, closed) };
  }
  const approval = granted.value && { approval: granted.value };
  const unseen = { ...input, situation: { ...UNKNOWN_SITUATION, ...approval } };
  // Refused by what is known already: nothing more is asked for them.
  if (approvalNeeded(application, principal, granted.value, input.nowEpochSeconds)) {
    return { input: unseen, decision: choosePlace(admission, unseen) };
  }
  const fleets = [...admission.fleets, ...admission.overflow];
  const person = leavesSessionsAlone ? undefined : principal.userId;
  const isLimited = isUseLimited(application, index);
  const situation = await situationOf(ports, person, fleets, isLimited, hasConsented);
  const whole = { ...input, situation: { ...situation, needsStreamingUrl, ...approval } };
  return { input: whole, decision: choosePlace(admission, whole) };
}

/** Undefined also where the application asks for no approval, which then costs nothing. */
async function grantFor(
  grants: LookPorts["grants"],
  { id, approvers }: IndexedApplication,
  { userId }: Principal,
): Promise<Result<ApprovalGrant | undefined, StoreFailure>> {
  return approvers === null ? ok(undefined) : await grants.read(userId, id);
}

/** From what the request says, the principal's claims, and the IP database where there is one. */
export function locationFor(
  { index, countryOfIp }: Pick<LookPorts, "index" | "countryOfIp">,
  { country: claimCountry }: Principal,
  evidence: RequestEvidence,
): UserLocation {
  const databaseCountry = evidence.clientIp && countryOfIp?.(evidence.clientIp);
  return locationOf({ ...evidence, claimCountry, databaseCountry }, index);
}

async function situationOf(
  ports: LookPorts,
  userId: string | undefined,
  fleets: readonly IndexedFleet[],
  isLimited: boolean,
  hasConsented: boolean,
): Promise<Situation> {
  const restingRegions = ports.health.resting();
  const deadline = ports.now() + ports.index.policy.limits.lookAheadMilliseconds;
  const observing = ports.watch.observe(fleets, ports.now());
  if (userId === undefined) return { ...(await observing), restingRegions, sessions: [], hasConsented };
  if (!isLimited) {
    const sessions = await personSessions(ports, userId, fleets, restingRegions, deadline);
    return { ...(await observing), restingRegions, sessions, hasConsented };
  }
  // What a limit counts may be on any fleet, and the look begins where their use is known.
  const read = await ports.uses.read(userId, epochSeconds(ports.now()));
  const use = read.ok ? read.value : undefined;
  const everywhere = [...ports.index.fleets.values()];
  const until = ports.now() + ports.index.policy.limits.lookAheadMilliseconds;
  const slots = slotPlaces(use);
  const sessions = await personSessions(ports, userId, everywhere, restingRegions, until, slots);
  return { ...(await observing), restingRegions, sessions, hasConsented, ...(use && { use }) };
}

/** Where their slots are: known whatever became of the table of places. A session that is gone may have been opened anew. */
export function slotPlaces(use: PersonUse | undefined): readonly RecordedPlace[] {
  return (use?.slots ?? []).flatMap((slot): readonly RecordedPlace[] => {
    const { fleet, launchId, application, startedAt: launchedAt, isOver, countedUntil } = slot;
    const ended = isOver && { endedAt: countedUntil };
    return fleet === null ? [] : [{ fleet, launchId, application, launchedAt, ...ended }];
  });
}
