/**
 * A fault as somebody typed it: the JSON of `POST /_control/faults`.
 * Invariant: every mistake is named at once, and an unknown member is one.
 */
import { err, ok, type Result } from "../../../functions/core/result.ts";
import { FAULT_KINDS, type Fault } from "../faults/fault.ts";
import { type MemberCheck, memberIssues, oneOf, text, wholeNumber } from "./check-members.ts";

const CHECKS = {
  kind: oneOf(FAULT_KINDS),
  region: text,
  fleet: text,
  operation: text,
  delayMilliseconds: wholeNumber(1),
  times: wholeNumber(1),
} satisfies Record<keyof Fault, MemberCheck>;

export function parseFault(value: unknown): Result<Fault, readonly string[]> {
  const issues = memberIssues("a fault", CHECKS, value);
  if (issues.length > 0) return err(issues);
  // Every member has just been checked against the type.
  const fault = value as Partial<Fault>;
  return fault.kind === undefined ? err(["kind is required"]) : ok({ ...fault, kind: fault.kind });
}
