/**
 * What is to become of a fleet, as somebody typed it: the JSON of `POST /_control/fleets/{region}/{fleet}`.
 * Invariant: every mistake is named at once, and a body that changes nothing is one.
 */
import { err, ok, type Result } from "../../../functions/core/result.ts";
import { FLEET_STATES } from "../world/emulated-fleet.ts";
import { FLEET_ERROR_CODES } from "../world/fleet-errors.ts";
import type { FleetChange } from "./change-fleet.ts";
import { type MemberCheck, memberIssues, oneOf, trueOrFalse, wholeNumber } from "./check-members.ts";

/** What DescribeSessions can list without anybody noticing. */
const MAX_PLACES = 10_000;

const isErrorCode = oneOf(FLEET_ERROR_CODES);

const CHECKS = {
  state: oneOf(FLEET_STATES),
  capacity: wholeNumber(0, MAX_PLACES),
  occupied: wholeNumber(0, MAX_PLACES),
  errors: (value) =>
    Array.isArray(value) && value.every((code) => isErrorCode(code) === undefined)
      ? undefined
      : `must be a list of codes, each one of ${FLEET_ERROR_CODES.join(", ")}`,
  domainJoined: trueOrFalse,
} satisfies Record<keyof FleetChange, MemberCheck>;

export function parseFleetChange(value: unknown): Result<FleetChange, readonly string[]> {
  const issues = memberIssues("a change of a fleet", CHECKS, value);
  if (issues.length > 0) return err(issues);
  // Every member has just been checked against the type.
  const change = value as FleetChange;
  return Object.keys(change).length > 0
    ? ok(change)
    : err([`a change of a fleet has at least one of ${Object.keys(CHECKS).join(", ")}`]);
}
