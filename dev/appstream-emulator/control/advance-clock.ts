/**
 * `POST /_control/clock`: time passes in the emulated world.
 * Fleets start, instances are rebuilt and sessions run out as if it had passed.
 */
import type { Emulation } from "../emulation.ts";
import type { JsonObject } from "../protocol/aws-json.ts";
import { MAX_ADVANCE_SECONDS, type WorldClock } from "../world/world-clock.ts";
import { memberIssues, wholeNumber } from "./check-members.ts";
import { type ControlAnswer, done, refused } from "./control-answer.ts";

const CHECKS = { advanceSeconds: wholeNumber(1, MAX_ADVANCE_SECONDS) };

export function advanceClock({ world }: Emulation, _names: readonly string[], json: unknown): ControlAnswer {
  const issues = memberIssues("the clock", CHECKS, json);
  if (issues.length > 0) return refused(issues);
  const { advanceSeconds } = json as { readonly advanceSeconds?: number };
  if (advanceSeconds === undefined) return refused(["advanceSeconds is required"]);
  world.clock.advance(advanceSeconds);
  return done({ clock: describeClock(world.clock) });
}

export function describeClock(clock: WorldClock): JsonObject {
  return { now: new Date(clock.now()).toISOString(), advancedSeconds: clock.advancedSeconds() };
}
