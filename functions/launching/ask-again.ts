/**
 * A waiting person's browser asks how things stand. Nothing is promised by the answer: whoever is called in launches like
 * everybody else, and that decides. Invariant: no streaming URL, no place taken, no audit event; AppStream is asked no
 * more often for a thousand who wait than for one.
 */
import type { Decision } from "../core/decision.ts";
import type { LocationEvidence } from "../core/location.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type Waiting, waitingAfter } from "../core/waiting.ts";
import { type LookPorts, lookAround } from "./look-around.ts";
import { fullFleets, isWorthATry, type WaitAnswer, type WaitPorts, waitAnswer } from "./waiting.ts";
import { readTicket } from "./waiting-line.ts";

export interface WaitQuestion {
  readonly principal: Principal;
  readonly application: string;
  readonly evidence: Omit<LocationEvidence, "claimCountry">;
  /** From their browser's cookie, as it came. */
  readonly sealedTicket: string | undefined;
  readonly hasConsented: boolean;
}

type Standing =
  /** The launch has something better to say than "wait": a place, a choice, or a refusal. */
  { readonly state: "ready" } | ({ readonly state: "waiting" } & WaitAnswer);

export type AskAgain = (question: WaitQuestion) => Promise<Result<Standing, Refusal>>;

/** Only for somebody whose ticket says that a launch of theirs had to wait. */
export function createAskAgain(ports: LookPorts & WaitPorts): AskAgain {
  return async ({ principal, application, evidence, sealedTicket, hasConsented }) => {
    const ticket = await readTicket(ports, sealedTicket, principal, application);
    if (ticket === undefined) return err(refusal("waiting_ticket_missing"));
    // A session of theirs is for the launch to find: whoever waits asks too often for a question of their own.
    const look = { principal, applicationId: application, evidence, hasConsented, leavesSessionsAlone: true };
    const { decision, input } = await lookAround(ports, look);
    const still = stillWaiting(decision, input.nowEpochSeconds);
    if (still === undefined || (await isWorthATry(ports, decision, ticket))) return ok({ state: "ready" });
    const { waiting, full } = still;
    const answer = await waitAnswer(ports, principal, application, waiting, full, ticket);
    return ok({ state: "waiting", ...answer });
  };
}

interface StillWaiting {
  readonly waiting: Waiting;
  /** The fleets whose lines are worth standing in. */
  readonly full: readonly string[];
}

/** What they wait for where no door opens to them; undefined where the decision is about something else. */
function stillWaiting(decision: Decision, nowEpochSeconds: number): StillWaiting | undefined {
  const { candidates } = decision.diagnostics;
  if (decision.outcome === "wait") return { waiting: decision.waiting, full: fullFleets(candidates, []) };
  if (decision.outcome !== "permit") return undefined;
  const refused = decision.candidates.map(({ id }) => ({ fleet: id, fault: "no_place" as const }));
  const waiting = waitingAfter(refused, candidates, decision.application.classes, nowEpochSeconds);
  return waiting && { waiting, full: fullFleets(candidates, refused) };
}
