/** What a moment may look like: one fleet that is open, one session that lives, and nothing else known. */
import type { DecisionBasis } from "../../functions/core/decision-basis.ts";
import type { FleetStatus } from "../../functions/core/fleet-status.ts";
import type { PersonSession, Situation } from "../../functions/core/situation.ts";
import { UNKNOWN_SITUATION } from "../../functions/core/situation.ts";
import { aLocation, WEDNESDAY_NOON } from "./core-builders.ts";

export function aFleetStatus(overrides: Partial<FleetStatus> = {}): FleetStatus {
  return {
    ...{ kind: "always_on", state: "running", freePlaces: 3, places: 10 },
    ...{ isDomainJoined: false, streamView: "app", errors: [], isAssociated: true },
    ...{ disconnectTimeoutSeconds: 900, observedAt: WEDNESDAY_NOON * 1_000 },
    ...overrides,
  };
}

export function aSession(overrides: Partial<PersonSession> = {}): PersonSession {
  return {
    ...{ fleet: "dublin", launchId: "earlier-launch", application: "atlas", state: "live" },
    launchedAt: WEDNESDAY_NOON - 600,
    ...{ sessionId: "session-1", isConnected: false, expiresAt: WEDNESDAY_NOON + 3_600 },
    ...overrides,
  };
}

export function aSituation(overrides: Partial<Situation> = {}): Situation {
  return { ...UNKNOWN_SITUATION, ...overrides };
}

export function aBasis(overrides: Partial<DecisionBasis> = {}): DecisionBasis {
  return {
    principal: {
      ...{ identityProvider: "campus", subject: "248289761001", userId: "u-7f3a9c", groups: ["staff"] },
      ...{ authenticatedAt: WEDNESDAY_NOON - 60, country: "ES", mfaEvidence: null },
      homeRegion: null,
    },
    applicationId: "atlas",
    location: aLocation(),
    latencies: [],
    nowEpochSeconds: WEDNESDAY_NOON,
    ...{ fleets: [], drains: [], restingRegions: [], sessions: [], hasConsented: false },
    ...overrides,
  };
}
