/**
 * The broker's decision: may this principal launch this application now, and on which fleets, in which order?
 *
 * Pure: no clock, no I/O. The order is part of the contract: application known, audience, conditions
 * (MFA, network, hours, country), location, residency wall (a hard filter), ranking (a preference).
 * Every outcome carries its diagnostics: for every candidate, why it was kept or dropped.
 */
import { failedCondition } from "./conditions.ts";
import { entitlementFor, type Grant } from "./entitlement.ts";
import { type LocationEvidence, locate, type UserLocation } from "./location.ts";
import type { IndexedApplication, PolicyIndex } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type HomeRegion, homeRegionOf } from "./principal-region.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { wallAgainst } from "./residency.ts";
import { type RankedFleet, rankFleets } from "./routing.ts";

export interface DecisionInput {
  readonly principal: Principal;
  readonly applicationId: string;
  readonly evidence: LocationEvidence;
  readonly index: PolicyIndex;
  readonly nowEpochSeconds: number;
}

/** What was found about one fleet of the application. */
export type CandidateFinding =
  | {
      readonly fleet: string;
      readonly kept: true;
      readonly rank: number;
      readonly preference: number | null;
      readonly distanceKilometres: number | null;
    }
  | {
      readonly fleet: string;
      readonly kept: false;
      readonly reason: "outside_residency_wall" | "beyond_candidate_limit";
      /** The wall that dropped it. */
      readonly wall: string | null;
    };

export interface Diagnostics {
  readonly policyVersion: string;
  readonly location: UserLocation;
  /** Left out where the person has none; it orders fleets. */
  readonly homeRegion?: HomeRegion;
  readonly grant: Grant | null;
  readonly candidates: readonly CandidateFinding[];
}

export type Decision =
  | {
      readonly outcome: "permit";
      readonly application: IndexedApplication;
      /** At least one, best first. */
      readonly candidates: readonly RankedFleet[];
      readonly diagnostics: Diagnostics;
    }
  | { readonly outcome: "refuse"; readonly refusal: Refusal; readonly diagnostics: Diagnostics };

export function decide({
  principal,
  applicationId,
  evidence,
  index,
  nowEpochSeconds,
}: DecisionInput): Decision {
  const { policy, version } = index;
  const location = locate(evidence, policy.location, index.networks, policy.residency.follows);
  const home = homeRegionOf(principal, index.homeRegions);
  const found = { policyVersion: version, location, ...(home && { homeRegion: home }) };
  const refuse = (
    reason: Refusal,
    grant: Grant | null = null,
    candidates: readonly CandidateFinding[] = [],
  ): Decision => ({
    outcome: "refuse",
    refusal: reason,
    diagnostics: { ...found, grant, candidates },
  });

  const application = index.applications.get(applicationId);
  if (application === undefined) return refuse(refusal("application_unknown"));

  const entitlement = entitlementFor(principal, application);
  if (!entitlement.ok) return refuse(entitlement.error);
  const grant = entitlement.value;

  const failed = failedCondition(application, principal, location, nowEpochSeconds);
  if (failed !== undefined) return refuse(failed, grant);

  const dropped: CandidateFinding[] = [];
  const permitted = application.fleets.filter((fleet) => {
    const wall = wallAgainst(fleet, application.walls, location.wallCountry);
    if (wall !== undefined)
      dropped.push({ fleet: fleet.id, kept: false, reason: "outside_residency_wall", wall });
    return wall === undefined;
  });
  if (permitted.length === 0) {
    return refuse(refusal("outside_residency_wall", { application: applicationId }), grant, dropped);
  }

  const ranked = rankFleets(permitted, location, application.preferences, {
    homeRegion: home?.region,
    latencies: evidence.latencies,
  });
  const findings = ranked.map((fleet, rank) => finding(fleet, rank, policy.limits.maxCandidates));
  return {
    outcome: "permit",
    application,
    candidates: ranked.slice(0, policy.limits.maxCandidates),
    diagnostics: { ...found, grant, candidates: [...findings, ...dropped] },
  };
}

function finding(fleet: RankedFleet, rank: number, maxCandidates: number): CandidateFinding {
  return rank < maxCandidates
    ? {
        fleet: fleet.id,
        kept: true,
        rank,
        preference: fleet.preference,
        distanceKilometres: fleet.distanceKilometres,
      }
    : { fleet: fleet.id, kept: false, reason: "beyond_candidate_limit", wall: null };
}
