/**
 * Everything a decision was made from, beside the policy: kept in the launch record, so that the same pure function can
 * make the same decision again (explain, audits). Plain JSON, and no address of the person's network.
 */
import type { ApprovalGrant } from "./approval.ts";
import type { LocatedInput } from "./decide.ts";
import type { KnownFleet } from "./fleet-status.ts";
import type { UserLocation } from "./location.ts";
import type { PersonUse } from "./person-use.ts";
import type { PolicyIndex } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import type { Drain, PersonSession } from "./situation.ts";

export interface DecisionBasis {
  readonly principal: Pick<
    Principal,
    "identityProvider" | "subject" | "userId" | "groups" | "authenticatedAt"
  > & {
    readonly country: string | null;
    readonly mfaEvidence: string | null;
    readonly homeRegion: string | null;
  };
  readonly applicationId: string;
  readonly location: UserLocation;
  /** By Region, milliseconds. */
  readonly latencies: readonly (readonly [region: string, milliseconds: number])[];
  /** Seconds since the epoch. */
  readonly nowEpochSeconds: number;
  readonly fleets: readonly (readonly [id: string, known: KnownFleet])[];
  readonly drains: readonly (readonly [id: string, drain: Drain])[];
  readonly restingRegions: readonly string[];
  readonly sessions: readonly PersonSession[];
  readonly hasConsented: boolean;
  /** Left out where their own browser asked. */
  readonly needsStreamingUrl?: true;
  readonly use?: PersonUse;
  /** Left out where none was asked for. */
  readonly approval?: ApprovalGrant;
}

/** Only what concerns the application's own fleets; a policy may have a hundred others. */
export function basisOf({
  principal,
  applicationId,
  location,
  latencies,
  index,
  nowEpochSeconds,
  situation,
}: LocatedInput): DecisionBasis {
  const application = index.applications.get(applicationId);
  const own = new Set(
    [...(application?.fleets ?? []), ...(application?.overflow ?? [])].map((fleet) => fleet.id),
  );
  const concerns = ([id]: readonly [string, unknown]): boolean => own.has(id);
  const { identityProvider, subject, userId, groups, authenticatedAt } = principal;
  const { country, mfaEvidence, homeRegion } = principal;
  return {
    principal: {
      ...{ identityProvider, subject, userId, groups, authenticatedAt },
      country: country ?? null,
      mfaEvidence: mfaEvidence ?? null,
      homeRegion: homeRegion ?? null,
    },
    applicationId,
    location,
    latencies: [...(latencies ?? [])],
    nowEpochSeconds,
    fleets: [...situation.fleets].filter(concerns),
    drains: [...situation.drains].filter(concerns),
    restingRegions: [...situation.restingRegions],
    sessions: situation.sessions,
    hasConsented: situation.hasConsented,
    ...(situation.needsStreamingUrl && { needsStreamingUrl: true as const }),
    ...(situation.use && { use: situation.use }),
    ...(situation.approval && { approval: situation.approval }),
  };
}

/** The input again, to be decided by `index`; what a record never holds (display name, e-mail) is undefined. */
export function inputOf(basis: DecisionBasis, index: PolicyIndex): LocatedInput {
  const { country, mfaEvidence, homeRegion, ...principal } = basis.principal;
  return {
    principal: {
      ...principal,
      country: country ?? undefined,
      mfaEvidence: mfaEvidence ?? undefined,
      ...(homeRegion !== null && { homeRegion }),
      displayName: undefined,
      email: undefined,
    },
    applicationId: basis.applicationId,
    location: basis.location,
    latencies: new Map(basis.latencies),
    index,
    nowEpochSeconds: basis.nowEpochSeconds,
    situation: {
      fleets: new Map(basis.fleets),
      drains: new Map(basis.drains),
      restingRegions: new Set(basis.restingRegions),
      sessions: basis.sessions,
      hasConsented: basis.hasConsented,
      needsStreamingUrl: basis.needsStreamingUrl,
      use: basis.use,
      ...(basis.approval && { approval: basis.approval }),
    },
  };
}
