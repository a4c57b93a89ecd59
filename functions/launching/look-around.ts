/**
 * What a launch is decided from: the policy first, and only for somebody whom it admits a look at the moment. The fleets
 * and the person's sessions are looked for side by side, and both are optional.
 * Invariant: never later than the look-ahead; nothing is asked of AppStream for somebody who may not launch.
 */
import { admit } from "../core/admission.ts";
import { choosePlace, type LocatedInput, locationOf } from "../core/decide.ts";
import type { Decision } from "../core/decision.ts";
import type { LocationEvidence } from "../core/location.ts";
import type { IndexedFleet, PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import { type Situation, UNKNOWN_SITUATION } from "../core/situation.ts";
import type { Clock, FleetWatch } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import { personSessions, type SessionPorts } from "./person-sessions.ts";
import type { RegionHealth } from "./region-health.ts";

export interface LookPorts extends SessionPorts {
  readonly index: PolicyIndex;
  readonly watch: FleetWatch;
  readonly health: RegionHealth;
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
  { principal, applicationId, evidence, hasConsented, leavesSessionsAlone = false }: Question,
): Promise<Considered> {
  const { index } = ports;
  const { clientIp, latencies } = evidence;
  const claimCountry = principal.country;
  const databaseCountry = clientIp && ports.countryOfIp?.(clientIp);
  const input = {
    principal,
    applicationId,
    location: locationOf({ ...evidence, claimCountry, databaseCountry }, index),
    latencies,
    index,
    nowEpochSeconds: epochSeconds(ports.now()),
  };
  const admission = admit(input);
  if (admission.outcome === "refuse") {
    return { input: { ...input, situation: UNKNOWN_SITUATION }, decision: admission };
  }
  const fleets = [...admission.fleets, ...admission.overflow];
  const person = leavesSessionsAlone ? undefined : principal.userId;
  const situation = await situationOf(ports, person, fleets, hasConsented);
  const whole = { ...input, situation };
  return { input: whole, decision: choosePlace(admission, whole) };
}

async function situationOf(
  ports: LookPorts,
  userId: string | undefined,
  fleets: readonly IndexedFleet[],
  hasConsented: boolean,
): Promise<Situation> {
  const restingRegions = ports.health.resting();
  const deadline = ports.now() + ports.index.policy.limits.lookAheadMilliseconds;
  const [observed, sessions] = await Promise.all([
    ports.watch.observe(fleets, ports.now()),
    userId === undefined ? [] : personSessions(ports, userId, fleets, restingRegions, deadline),
  ]);
  return { ...observed, restingRegions, sessions, hasConsented };
}
