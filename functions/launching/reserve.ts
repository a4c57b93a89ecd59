/**
 * What stands between the decision and a call of AppStream: the Region's breaker, the budget for another call, and a place.
 * Invariant: all are asked before any is used, so that nobody's place, number or trial goes to a call that is not made.
 */
import type { Candidate } from "../core/decision.ts";
import type { NotAsked } from "../core/launch-record.ts";
import { holdsPlace } from "../core/situation.ts";
import type { Doors } from "../ports.ts";
import type { RegionHealth } from "./region-health.ts";

export interface ReservePorts {
  readonly doors: Doors;
  readonly health: RegionHealth;
}

export interface Applicant {
  readonly userId: string;
  /** By fleet id: those of their waiting ticket. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** Undefined: AppStream may be asked. `isFurther`: this launch has called it before. */
export async function reserve(
  ports: ReservePorts,
  applicant: Applicant,
  candidate: Candidate,
  isFurther: boolean,
): Promise<NotAsked | undefined> {
  const { doors, health } = ports;
  const { region, launchMethod } = candidate.fleet;
  if (launchMethod === "federation") return await takePlace(doors, applicant, candidate);
  if (health.resting().has(region)) return "region_resting";
  if (isFurther && !health.canSpend()) return "budget_spent";
  const refused = await takePlace(doors, applicant, candidate);
  if (refused !== undefined) return refused;
  // While the door was asked, another launch may have been quicker.
  const late =
    isFurther && !health.spend() ? "budget_spent" : health.begin(region) ? undefined : "region_resting";
  if (late !== undefined) await giveBackNumber(ports, applicant, candidate);
  return late;
}

async function takePlace(
  doors: Doors,
  { userId, numbers }: Applicant,
  { id, session, freePlaces, observedAt }: Candidate,
): Promise<"no_place" | undefined> {
  if (holdsPlace(session) || freePlaces === null || observedAt === null) return undefined;
  const answer = await doors.enter({ fleet: id, freePlaces, observedAt, userId, number: numbers[id] });
  return answer === "full" || answer === "behind" ? "no_place" : undefined;
}

/** Whoever waited and got no URL for it is where they were in the line. */
export async function giveBackNumber(
  { doors }: Pick<ReservePorts, "doors">,
  { userId, numbers }: Applicant,
  { id }: Candidate,
): Promise<void> {
  const number = numbers[id];
  if (number !== undefined) await doors.giveBack(id, userId, number);
}
