/**
 * What an explanation is: a decision as data for programs, and as sentences for a help desk.
 * Invariant: nobody's name, e-mail address, subject or user id, no address, no AppStream session id and no URL is in it.
 * Whoever asks knows whom they asked about.
 */
import type { CandidateFinding, Decision, DecisionReason } from "./decision.ts";
import type { Grant } from "./entitlement.ts";
import type { FleetStatus } from "./fleet-status.ts";
import type { FailedAttempt } from "./launch-record.ts";
import type { UserLocation } from "./location.ts";
import type { HomeRegion } from "./principal-region.ts";
import type { Evidence } from "./refusal.ts";
import type { Drain, PersonSession } from "./situation.ts";
import type { Waiting } from "./waiting.ts";

export interface Explanation {
  readonly data: ExplanationData;
  /** In the order in which they should be read; the first one is the answer. */
  readonly sentences: readonly string[];
}

export interface ExplanationData {
  readonly schema: "streamgate.explanation.v1";
  /** Seconds since the epoch: the moment the decision is for. */
  readonly at: number;
  readonly policyVersion: string;
  readonly application: { readonly id: string; readonly name: string | null };
  readonly outcome: Decision["outcome"];
  /** Where they would be sent first; null where nowhere. */
  readonly fleet: string | null;
  readonly refusal: { readonly reason: DecisionReason; readonly evidence: Evidence } | null;
  readonly waiting: Waiting | null;
  readonly grant: Grant | null;
  readonly location: ExplainedLocation;
  /** Both order fleets and open none. */
  readonly homeRegion: HomeRegion | null;
  readonly measured: readonly { readonly region: string; readonly milliseconds: number }[];
  readonly walls: readonly ExplainedWall[];
  readonly candidates: readonly ExplainedCandidate[];
  readonly sessions: readonly ExplainedSession[];
  readonly drains: readonly ExplainedDrain[];
  readonly restingRegions: readonly string[];
  readonly classWindow: ClassWindow | null;
  /** What was made up for the question; empty where it is about things as they were. */
  readonly supposed: readonly string[];
  /** What became of it, where a launch is explained. */
  readonly launch: ExplainedLaunch | null;
}

export interface ClassWindow {
  readonly name: string;
  readonly people: number;
  /** Seconds since the epoch. */
  readonly starts: number;
  readonly ends: number;
}

export interface ExplainedLocation extends Pick<UserLocation, "provenance" | "considered"> {
  readonly country: string | null;
  readonly network: string | null;
  readonly presentIn: string | null;
  /** The country that the identity provider claims. */
  readonly home: string | null;
  /** The one that walls ask about; null is covered by all of them. */
  readonly wallCountry: string | null;
}

export interface ExplainedWall {
  readonly id: string;
  readonly covers: boolean;
  /** Null: everybody. */
  readonly countries: readonly string[] | null;
  readonly jurisdictions: readonly string[];
}

export type ExplainedCandidate = CandidateFinding & {
  /** Null where the policy at hand does not have the fleet. */
  readonly region: string | null;
  readonly jurisdiction: string | null;
  /** What AppStream said of it; null: it was not asked, or did not answer in time. */
  readonly status: FleetStatus | "not_found" | null;
  /** In force at that moment. */
  readonly drain: Drain | null;
};

export type ExplainedSession = Omit<PersonSession, "sessionId">;

export interface ExplainedDrain extends Drain {
  readonly fleet: string;
  readonly by: "policy" | "command";
  readonly isInForce: boolean;
}

/** Whether a past launch would be decided the same way by the policy at hand. */
export type Replayed =
  | "same"
  | "different"
  /** It was decided by another policy, and so was not decided again. */
  | "other_policy"
  /** The record is of a time when what decided was not kept. */
  | "no_basis";

export interface ExplainedLaunch {
  readonly launchId: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly state: string;
  /** The refusal's reason where it failed. */
  readonly reason: string | null;
  readonly placement: { readonly fleetId: string; readonly region: string };
  readonly failedAttempts: readonly FailedAttempt[];
  readonly waitedSeconds: number | null;
  readonly replayed: Replayed;
  /** The version that decided it; `policyVersion` beside it is that of the policy at hand. */
  readonly policyVersion: string;
}
