/**
 * What a person is told who has to wait: for what, how long that usually takes, and what else there is.
 * Durations are AWS's: an On-Demand instance starts in 1–2 minutes, a new or rebuilt one takes 10–20
 * (https://docs.aws.amazon.com/appstream2/latest/developerguide/fleet-type.html).
 */
import type { CandidateFinding, SetAsideReason } from "./decision.ts";
import type { FleetKind } from "./fleet-status.ts";
import type { FailedAttempt } from "./launch-record.ts";
import type { IndexedClass } from "./policy-index.ts";

/** What is waited for. `region_resting`: AppStream itself fails there. */
export type WaitReason = "fleet_starting" | "fleet_full" | "region_resting";

export interface Waiting {
  readonly reason: WaitReason;
  /** How long it usually takes, from and to. */
  readonly usualSeconds: readonly [number, number];
  /** Policy ids of permitted fleets that are open, and for which the person must say yes. */
  readonly offers: readonly string[];
  /** What starts so many sessions just now; null: nothing the policy knows of. */
  readonly classWindow: { readonly name: string; readonly people: number } | null;
}

export interface SetAside {
  readonly fleet: string;
  readonly reason: SetAsideReason;
  readonly kind: FleetKind | null;
}

const MINUTE_SECONDS = 60;
const ON_DEMAND_START: readonly [number, number] = [MINUTE_SECONDS, 2 * MINUTE_SECONDS];
/** How long a new or rebuilt instance usually takes, in seconds from and to. */
export const BUILD: readonly [number, number] = [10 * MINUTE_SECONDS, 20 * MINUTE_SECONDS];
const REST: readonly [number, number] = [10, 2 * MINUTE_SECONDS];

/** Undefined where waiting would be in vain: nothing that was set aside comes back by itself. */
export function waitingFor(
  setAside: readonly SetAside[],
  classes: readonly IndexedClass[],
  nowEpochSeconds: number,
): Waiting | undefined {
  const soonest = setAside
    .map(expectation)
    .filter((expected) => expected !== undefined)
    .sort((a, b) => a.usualSeconds[1] - b.usualSeconds[1] || a.usualSeconds[0] - b.usualSeconds[0])[0];
  if (soonest === undefined) return undefined;
  const offers = setAside.filter(({ reason }) => reason === "needs_consent").map(({ fleet }) => fleet);
  return { ...soonest, offers, classWindow: classAt(classes, nowEpochSeconds) };
}

function expectation({
  reason,
  kind,
}: SetAside): { readonly reason: WaitReason; readonly usualSeconds: readonly [number, number] } | undefined {
  switch (reason) {
    case "fleet_starting":
      return { reason, usualSeconds: kind === "on_demand" ? ON_DEMAND_START : BUILD };
    case "fleet_full":
    case "needs_consent":
      return { reason: "fleet_full", usualSeconds: BUILD };
    case "region_resting":
      return { reason, usualSeconds: REST };
    default:
      return undefined;
  }
}

/** The class that the moment falls into, or undefined. `starts` counts, `ends` does not. */
export function classAt(
  classes: readonly IndexedClass[],
  nowEpochSeconds: number,
): { readonly name: string; readonly people: number } | null {
  const current = classes.find(({ starts, ends }) => starts <= nowEpochSeconds && nowEpochSeconds < ends);
  return current === undefined ? null : { name: current.name, people: current.people };
}

/**
 * The same after candidates were tried in vain; undefined where no failure passes by itself. A fleet that was not tried
 * was kept from them for the sake of a session that they have elsewhere: they may say yes to it.
 */
export function waitingAfter(
  failedAttempts: readonly FailedAttempt[],
  candidates: readonly CandidateFinding[],
  classes: readonly IndexedClass[],
  nowEpochSeconds: number,
): Waiting | undefined {
  const tried = new Set(failedAttempts.map(({ fleet }) => fleet));
  const isFull = failedAttempts.some(({ fault }) => fault === "no_place");
  if (!isFull && !failedAttempts.some(({ fault }) => isPassing(fault))) return undefined;
  return {
    reason: isFull ? "fleet_full" : "region_resting",
    usualSeconds: isFull ? BUILD : REST,
    offers: candidates
      .filter((finding) => (finding.kept ? !tried.has(finding.fleet) : finding.reason === "needs_consent"))
      .map(({ fleet }) => fleet),
    classWindow: classAt(classes, nowEpochSeconds),
  };
}

/** A stopped or missing fleet stays as it is until somebody does something. */
export function isPassing(fault: FailedAttempt["fault"]): boolean {
  switch (fault) {
    case "throttled":
    case "region_failing":
    case "region_unreachable":
    case "attempt_timed_out":
    case "garbage_answer":
    case "region_resting":
    case "budget_spent":
      return true;
    default:
      return false;
  }
}
