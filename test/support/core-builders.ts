/**
 * One valid policy, principal and evidence for the decision core. A test names only what it deviates in;
 * everything else here lets the principal in: group `staff`, application `atlas`, three fleets, no rule against it.
 */
import type { LocationEvidence, UserLocation } from "../../functions/core/location.ts";
import type { ApplicationPolicy, Conditions, FleetPolicy, Policy } from "../../functions/core/policy.ts";
import { type IndexedApplication, indexPolicy, type PolicyIndex } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";

/** A Wednesday, 12:00 in Madrid (CEST). */
export const WEDNESDAY_NOON = Date.parse("2026-07-08T10:00:00Z") / 1000;

export const NO_CONDITIONS: Conditions = { mfa: false, networks: null, hours: null, countries: null };

export function aFleet(overrides: Partial<FleetPolicy> = {}): FleetPolicy {
  return {
    region: "eu-west-1",
    stack: "atlas-stack",
    fleet: "atlas-fleet",
    jurisdiction: "EU",
    launchMethod: "streaming_url",
    streamView: "app",
    customDomain: null,
    federation: null,
    drain: null,
    ...overrides,
  };
}

export function anApplication(overrides: Partial<ApplicationPolicy> = {}): ApplicationPolicy {
  return {
    name: { en: "Atlas" },
    description: null,
    icon: null,
    appstreamApplication: "Atlas",
    fleets: ["dublin", "frankfurt", "virginia"],
    overflow: null,
    classes: [],
    audience: { groups: ["staff"], subjects: [] },
    conditions: NO_CONDITIONS,
    context: null,
    validitySeconds: 60,
    ...overrides,
  };
}

export function aPolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    version: 1,
    development: false,
    identityProviders: {},
    fleets: {
      dublin: aFleet(),
      frankfurt: aFleet({ region: "eu-central-1" }),
      virginia: aFleet({ region: "us-east-1", jurisdiction: "US" }),
    },
    applications: { atlas: anApplication() },
    location: {
      sources: ["claim", "network", "edge"],
      networks: { office: { ranges: ["192.0.2.0/24"], country: "ES", coordinates: null } },
      default: null,
    },
    residency: { walls: [] },
    preferences: [],
    sessions: {
      brokerSessionSeconds: 3600,
      loginTransactionSeconds: 600,
      contextHandleSeconds: 300,
      launchRecordSeconds: 86_400,
    },
    limits: {
      ...{ launchDeadlineMilliseconds: 20_000, attemptTimeoutMilliseconds: 5000, maxCandidates: 3 },
      ...{ capacityRefreshSeconds: 20, lookAheadMilliseconds: 400, waitingSeconds: 3_600 },
    },
    operators: { helpDesk: { groups: [], subjects: [] } },
    support: null,
    ...overrides,
  };
}

export function aPrincipal(overrides: Partial<Principal> = {}): Principal {
  return {
    identityProvider: "campus",
    subject: "248289761001",
    userId: "u-7f3a9c",
    displayName: "Ana García",
    email: "ana@campus.example",
    groups: ["staff"],
    country: undefined,
    mfaEvidence: undefined,
    authenticatedAt: WEDNESDAY_NOON - 60,
    ...overrides,
  };
}

export function anIndex(policy: Policy = aPolicy()): PolicyIndex {
  return indexPolicy(policy, "0123456789abcdef");
}

export function evidence(overrides: Partial<LocationEvidence> = {}): LocationEvidence {
  return { claimCountry: undefined, clientIp: undefined, edge: undefined, ...overrides };
}

export function aLocation(overrides: Partial<UserLocation> = {}): UserLocation {
  return {
    country: "ES",
    coordinates: { latitude: 40, longitude: -4 },
    provenance: "claim",
    network: undefined,
    presentIn: undefined,
    home: undefined,
    wallCountry: "ES",
    considered: [],
    ...overrides,
  };
}

/** `atlas` of the policy, ready for a decision. */
export function indexedAtlas(policy: Policy = aPolicy()): IndexedApplication {
  const atlas = anIndex(policy).applications.get("atlas");
  if (atlas === undefined) throw new TypeError("the policy has no application named atlas");
  return atlas;
}

/** `atlas` with these deviations, in the policy that is valid otherwise. */
export function indexedApplication(overrides: Partial<ApplicationPolicy>): IndexedApplication {
  return indexedAtlas(aPolicy({ applications: { atlas: anApplication(overrides) } }));
}
