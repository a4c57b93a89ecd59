/**
 * What a decision looks like: its outcome, and for every fleet of the application why it was kept or dropped.
 * Findings are data: records keep them, explain.ts makes sentences of them.
 */
import type { NamedApproval } from "./approval.ts";
import type { ConditionReason } from "./conditions.ts";
import type { Grant } from "./entitlement.ts";
import type { ClosedReason } from "./fleet-status.ts";
import type { UserLocation } from "./location.ts";
import type { IndexedApplication } from "./policy-index.ts";
import type { HomeRegion } from "./principal-region.ts";
import type { Refusal } from "./refusal.ts";
import type { RankedFleet } from "./routing.ts";
import type { PersonSession } from "./situation.ts";
import type { Waiting } from "./waiting.ts";

/** What the moment, and no rule, has against a fleet. */
export type SetAsideReason =
  | ClosedReason
  | "drained"
  | "region_resting"
  | "needs_consent"
  /** Whoever asked needs a streaming URL, and the fleet has none. */
  | "reached_by_federation";

export type DropReason =
  | SetAsideReason
  | "outside_residency_wall"
  | "beyond_candidate_limit"
  /** Open, and kept from them by a limit on their sessions: they have one elsewhere, or as many as they may. */
  | "session_limit";

export type CandidateFinding =
  | {
      readonly fleet: string;
      readonly kept: true;
      readonly rank: number;
      readonly preference: number | null;
      readonly distanceKilometres: number | null;
      /** Null: not known. */
      readonly freePlaces: number | null;
      /** Comes after every fleet that is no overflow. */
      readonly isOverflow: boolean;
      /** The person's own session or place there: the same application goes first, another live one is asked about. */
      readonly session: "same_application" | "other_application" | null;
    }
  | {
      readonly fleet: string;
      readonly kept: false;
      readonly reason: DropReason;
      /** The wall that dropped it. */
      readonly wall: string | null;
    };

/** Every reason for which a decision refuses; what goes wrong after it has others. */
export type DecisionReason =
  | "application_unknown"
  | "not_in_audience"
  | ConditionReason
  | "outside_residency_wall"
  | "approval_required"
  | "approval_store_unavailable"
  | "no_fleet_open"
  | "in_maintenance"
  | "no_streaming_url"
  | "session_limit_reached"
  | "time_budget_spent";

/**
 * `same_place`: it is of another application on the best fleet, and AppStream would silently return it. `session_limit`:
 * they have as many sessions as they may, it is the oldest, and the application's `terminatePrevious` has it give way.
 */
export type InTheWay = "same_place" | "session_limit";

export interface Diagnostics {
  readonly policyVersion: string;
  readonly location: UserLocation;
  /** Left out where the person has none; it orders fleets. */
  readonly homeRegion?: HomeRegion;
  readonly grant: Grant | null;
  /** Who opened the application to them; left out where nobody need to, or nobody did. */
  readonly approval?: NamedApproval;
  readonly candidates: readonly CandidateFinding[];
}

export interface Candidate extends RankedFleet {
  /** Null: not known. */
  readonly freePlaces: number | null;
  /** Milliseconds since the epoch: when they were counted; null: not known. */
  readonly observedAt: number | null;
  readonly isOverflow: boolean;
  readonly session: PersonSession | undefined;
}

export type Decision =
  | {
      readonly outcome: "permit";
      readonly application: IndexedApplication;
      /** At least one, best first. */
      readonly candidates: readonly [Candidate, ...Candidate[]];
      readonly diagnostics: Diagnostics;
    }
  /** A live session of theirs is in the way, which they alone may end. */
  | {
      readonly outcome: "choose";
      readonly application: IndexedApplication;
      readonly session: PersonSession;
      readonly why: InTheWay;
      readonly diagnostics: Diagnostics;
    }
  /** Everything permitted is taken or on its way. */
  | {
      readonly outcome: "wait";
      readonly application: IndexedApplication;
      readonly waiting: Waiting;
      readonly diagnostics: Diagnostics;
    }
  | {
      readonly outcome: "refuse";
      readonly refusal: Refusal<DecisionReason>;
      readonly diagnostics: Diagnostics;
    };
