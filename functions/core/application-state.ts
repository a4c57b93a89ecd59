/**
 * How an application stands for one person at this moment, in the few words that a list has room for: a launch would
 * find it ready, would wait, or would refuse. The launch itself decides again and says more.
 * Invariant: what is not known is not claimed, and a person who is not in its audience gets no state.
 */
import type { Decision, DecisionReason } from "./decision.ts";
import type { HoursCondition } from "./policy.ts";
import type { IndexedApplication } from "./policy-index.ts";
import type { Evidence } from "./refusal.ts";
import { regionCity } from "./regions.ts";
import type { WaitReason } from "./waiting.ts";

/** Where a launch would go. */
export interface ApplicationPlace {
  readonly region: string;
  /** Undefined for a Region whose city we do not know. */
  readonly city: string | undefined;
}

/** Why it is closed to somebody who may launch it in principle, by the broker's own link. */
export type ClosedFor =
  | Exclude<DecisionReason, "application_unknown" | "not_in_audience" | "no_streaming_url">
  /** A launch finds that out when it takes a seat. */
  | "application_full";

/** When somebody's time begins anew: midnight in that time zone. */
export interface Renewal {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly timeZone: string;
}

export type ApplicationState =
  | {
      readonly kind: "ready";
      readonly place: ApplicationPlace | undefined;
      /** False: nothing is known of the fleet's state, and the policy alone lets them in. */
      readonly isObserved: boolean;
    }
  | {
      readonly kind: "waiting";
      readonly reason: WaitReason;
      /** How long it usually takes, from and to. */
      readonly waitSeconds: readonly [number, number];
      /** Undefined where they would have to agree to a place first. */
      readonly place: ApplicationPlace | undefined;
    }
  | {
      readonly kind: "closed";
      readonly reason: ClosedFor;
      /** With `outside_hours`: when it is open; otherwise null. */
      readonly hours: HoursCondition | null;
      /** With `time_budget_spent`, and left out of everything else. */
      readonly renews?: Renewal;
    }
  /** It may be ready, or closed by a limit on use: what that depends on is not known. */
  | { readonly kind: "unknown"; readonly place: ApplicationPlace | undefined };

/** Undefined: it is not theirs. */
export function applicationState(
  decision: Decision,
  application: IndexedApplication,
): ApplicationState | undefined {
  switch (decision.outcome) {
    case "permit": {
      const [{ id, observedAt }] = decision.candidates;
      return { kind: "ready", place: placeOf(application, id), isObserved: observedAt !== null };
    }
    // It opens once they have said what becomes of their other session there.
    case "choose":
      return { kind: "ready", place: placeOf(application, decision.session.fleet), isObserved: true };
    case "wait": {
      const { reason, usualSeconds } = decision.waiting;
      const awaited = decision.diagnostics.candidates.find(
        (finding) => !finding.kept && finding.reason === reason,
      );
      return {
        ...{ kind: "waiting", reason, waitSeconds: usualSeconds },
        place: placeOf(application, awaited?.fleet),
      };
    }
    case "refuse": {
      const { reason, evidence } = decision.refusal;
      if (reason === "application_unknown" || reason === "not_in_audience") return undefined;
      // No list asks for a streaming URL.
      if (reason === "no_streaming_url") return undefined;
      const { hours } = application.application.conditions;
      const closed = { kind: "closed", reason, hours: reason === "outside_hours" ? hours : null } as const;
      return reason === "time_budget_spent" ? { ...closed, renews: renewalOf(evidence) } : closed;
    }
  }
}

function renewalOf({ renewsAt, timeZone }: Evidence): Renewal {
  return { at: Number(renewsAt), timeZone: String(timeZone) };
}

function placeOf(
  { fleets, overflow }: IndexedApplication,
  id: string | undefined,
): ApplicationPlace | undefined {
  const found = [...fleets, ...overflow].find((fleet) => fleet.id === id);
  return found && { region: found.fleet.region, city: regionCity(found.fleet.region) };
}
