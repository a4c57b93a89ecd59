/**
 * How an application stands in a list for somebody whom the policy admits. AppStream is asked nothing for a list, so a session
 * of theirs may be over without anybody having said so. Pure; a launch asks, and decides anew.
 * Invariant: that a limit closes it is claimed only where a launch would find the same whatever became of the sessions in
 * doubt, and ready only where it would be let in either way.
 */
import type { Admission } from "./admission.ts";
import { type ApplicationState, applicationState } from "./application-state.ts";
import { choosePlace, type LocatedInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { PersonUse } from "./person-use.ts";
import type { PolicyIndex } from "./policy-index.ts";
import { isLookedAfter } from "./policy-use.ts";
import type { PersonSession, Situation } from "./situation.ts";
import { isUseLimited, useVerdict } from "./use-limits.ts";

type Admitted = Extract<Admission, { outcome: "admit" }>;

/** In its situation `use` is left out also where it could not be read. */
export interface ListedMoment extends Omit<LocatedInput, "applicationId" | "location"> {
  /** How many are taken, by application; left out of it is what could not be read. */
  readonly seats: ReadonlyMap<string, number>;
}

/** Undefined: it is not theirs. */
export function listedState(admission: Admitted, moment: ListedMoment): ApplicationState | undefined {
  const { application } = admission;
  const { index, situation } = moment;
  const decision = choosePlace(admission, moment);
  const state = applicationState(decision, application);
  if (!isUseLimited(application, index)) return state;
  const { use } = situation;
  if (use === undefined) return unlessReady(state);
  if (isInDoubt(admission, moment, use, isLimitReached(decision))) {
    return unlessReady(applicationState(choosePlace(admission, withoutUse(moment)), application));
  }
  return state?.kind === "ready" ? withSeat(state, decision, moment, use) : state;
}

/** A launch may find what was found here, or the contrary. Fewer sessions than are too many are too many in no case. */
function isInDoubt(admission: Admitted, moment: ListedMoment, use: PersonUse, isReached: boolean): boolean {
  const { application } = admission;
  const { index, situation, nowEpochSeconds } = moment;
  const { sessions } = situation;
  const verdict = useVerdict({ application, index, use, looked: use, sessions, nowEpochSeconds });
  if (verdict.kind !== "full") return false;
  // One of them may be ended for it, if AppStream has it still.
  if (isReached && application.application.use?.terminatePrevious === true) return true;
  return doubtsAbout(application.id, sessions, use, index).some((left) => {
    const decision = choosePlace(admission, { ...moment, situation: { ...situation, sessions: left } });
    return isLimitReached(decision) !== isReached;
  });
}

/** The person's sessions as they would be if some of those in doubt were over: this application's own, or all. */
function doubtsAbout(
  application: string,
  sessions: readonly PersonSession[],
  { slots }: PersonUse,
  { applications }: PolicyIndex,
): readonly (readonly PersonSession[])[] {
  const kept = new Set(
    slots
      .filter(
        ({ application: id, isOver }) => !isOver && isLookedAfter(applications.get(id)?.application.use),
      )
      .map(({ fleet }) => fleet),
  );
  const certain = sessions.filter(({ state, fleet }) => state !== "unconfirmed" || kept.has(fleet));
  if (certain.length === sessions.length) return [];
  const others = sessions.filter(
    (session) => session.application !== application || certain.includes(session),
  );
  return [others, certain];
}

function isLimitReached(decision: Decision): boolean {
  return decision.outcome === "refuse" && decision.refusal.reason === "session_limit_reached";
}

function withoutUse(moment: ListedMoment): ListedMoment {
  const { use: _, ...situation }: Situation = moment.situation;
  return { ...moment, situation };
}

/** What the moment has against it stays said; that it is ready does not. */
function unlessReady(state: ApplicationState | undefined): ApplicationState | undefined {
  return state?.kind === "ready" ? { kind: "unknown", place: state.place } : state;
}

/** Whoever goes back to a session has its seat. */
function withSeat(
  ready: Extract<ApplicationState, { kind: "ready" }>,
  decision: Decision,
  { seats }: ListedMoment,
  { slots }: PersonUse,
): ApplicationState {
  if (decision.outcome !== "permit") return ready;
  const { application, candidates } = decision;
  const { id } = application;
  const most = application.application.use?.totalSessions ?? null;
  const [{ session }] = candidates;
  const isTheirs = slots.some(
    (slot) => !slot.isOver && slot.application === id && slot.fleet === session?.fleet,
  );
  if (most === null || isTheirs) return ready;
  const taken = seats.get(id);
  if (taken === undefined) return { kind: "unknown", place: ready.place };
  return taken < most ? ready : { kind: "closed", reason: "application_full", hours: null };
}
