/** Two Regions, one application, everybody of the staff: the nearer Region is the one that fails. */
import type { FleetPolicy, Policy } from "../../../functions/core/policy.ts";

function fleet(region: string, name: string): FleetPolicy {
  return {
    ...{ region, stack: `desk-${name}`, fleet: `desk-${name}`, jurisdiction: "anywhere" },
    ...{
      launchMethod: "streaming_url",
      federation: null,
      streamView: "app",
      customDomain: null,
      drain: null,
    },
  };
}

export const EUROPE = fleet("eu-west-1", "ireland");
export const VIRGINIA = fleet("us-east-1", "virginia");

export function outagePolicy(): Policy {
  return {
    version: 1,
    development: true,
    identityProviders: {},
    fleets: { ireland: EUROPE, virginia: VIRGINIA },
    applications: {
      desk: {
        ...{ name: { en: "Desk" }, description: null, icon: null, appstreamApplication: "Desk" },
        ...{ fleets: ["ireland", "virginia"], overflow: null, classes: [] },
        audience: { groups: ["staff"], subjects: [] },
        conditions: { mfa: false, networks: null, hours: null, countries: null },
        ...{ context: null, validitySeconds: 30 },
      },
    },
    location: { sources: ["claim"], networks: {}, default: null },
    residency: { walls: [] },
    preferences: [],
    sessions: {
      ...{ brokerSessionSeconds: 3_600, loginTransactionSeconds: 600 },
      ...{ contextHandleSeconds: 300, launchRecordSeconds: 86_400 },
    },
    limits: {
      ...{ launchDeadlineMilliseconds: 8_000, attemptTimeoutMilliseconds: 2_500, maxCandidates: 4 },
      ...{ capacityRefreshSeconds: 20, lookAheadMilliseconds: 400, waitingSeconds: 3_600 },
    },
    operators: { helpDesk: { groups: [], subjects: [] } },
    support: null,
  };
}
