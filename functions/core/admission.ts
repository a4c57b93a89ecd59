/**
 * The first half of a decision: everything that the policy alone says. May this principal launch this application now,
 * and on which fleets at all? Order: application known, audience, conditions, location, residency wall.
 * Invariant: a fleet outside the wall does not leave this file but as a finding.
 */
import { failedCondition } from "./conditions.ts";
import type { CandidateFinding, DecisionReason, Diagnostics } from "./decision.ts";
import { entitlementFor, type Grant } from "./entitlement.ts";
import type { UserLocation } from "./location.ts";
import type { IndexedApplication, IndexedFleet, PolicyIndex } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type HomeRegion, homeRegionOf } from "./principal-region.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { wallAgainst } from "./residency.ts";

export interface AdmissionInput {
  readonly principal: Principal;
  readonly applicationId: string;
  readonly location: UserLocation;
  readonly index: PolicyIndex;
  readonly nowEpochSeconds: number;
}

export type Admission =
  | {
      readonly outcome: "admit";
      readonly application: IndexedApplication;
      readonly location: UserLocation;
      readonly homeRegion: HomeRegion | undefined;
      readonly grant: Grant;
      /** Within the wall; at least one of both together. */
      readonly fleets: readonly IndexedFleet[];
      readonly overflow: readonly IndexedFleet[];
      /** The fleets outside. */
      readonly dropped: readonly CandidateFinding[];
    }
  | {
      readonly outcome: "refuse";
      readonly refusal: Refusal<DecisionReason>;
      readonly diagnostics: Diagnostics;
    };

export function admit({
  principal,
  applicationId,
  location,
  index,
  nowEpochSeconds,
}: AdmissionInput): Admission {
  const homeRegion = homeRegionOf(principal, index.homeRegions);
  const refuse = (
    reason: Refusal<DecisionReason>,
    grant: Grant | null = null,
    candidates: readonly CandidateFinding[] = [],
  ): Admission => ({
    outcome: "refuse",
    refusal: reason,
    diagnostics: {
      policyVersion: index.version,
      location,
      ...(homeRegion && { homeRegion }),
      grant,
      candidates,
    },
  });

  const application = index.applications.get(applicationId);
  if (application === undefined) return refuse(refusal("application_unknown"));

  const entitlement = entitlementFor(principal, application);
  if (!entitlement.ok) return refuse(entitlement.error);
  const grant = entitlement.value;

  const failed = failedCondition(application, principal, location, nowEpochSeconds);
  if (failed !== undefined) return refuse(failed, grant);

  const dropped: CandidateFinding[] = [];
  const isPermitted = (fleet: IndexedFleet): boolean => {
    const wall = wallAgainst(fleet, application.walls, location.wallCountry);
    if (wall !== undefined)
      dropped.push({ fleet: fleet.id, kept: false, reason: "outside_residency_wall", wall });
    return wall === undefined;
  };
  const fleets = application.fleets.filter(isPermitted);
  const overflow = application.overflow.filter(isPermitted);
  if (fleets.length + overflow.length === 0) {
    return refuse(refusal("outside_residency_wall", { application: applicationId }), grant, dropped);
  }
  return { outcome: "admit", application, location, homeRegion, grant, fleets, overflow, dropped };
}
