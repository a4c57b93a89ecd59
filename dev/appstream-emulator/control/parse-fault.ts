/**
 * A fault as somebody typed it: the JSON of `POST /_control/faults`.
 * Invariant: every mistake is named at once, and an unknown member is one.
 */
import { err, ok, type Result } from "../../../functions/core/result.ts";
import { FAULT_KINDS, type Fault, faultIssues, GARBAGE_BODIES } from "../faults/fault.ts";
import { type MemberCheck, memberIssues, oneOf, text, wholeNumber } from "./check-members.ts";

const CHECKS = {
  kind: oneOf(FAULT_KINDS),
  region: text,
  fleet: text,
  operation: text,
  delayMilliseconds: wholeNumber(1),
  perSecond: wholeNumber(1),
  body: oneOf(GARBAGE_BODIES),
  times: wholeNumber(1),
} satisfies Record<keyof Fault, MemberCheck>;

export function parseFault(value: unknown): Result<Fault, readonly string[]> {
  const issues = memberIssues("a fault", CHECKS, value);
  if (issues.length > 0) return err(issues);
  // Every member has just been checked against the type.
  const { kind, ...others } = value as Partial<Fault>;
  if (kind === undefined) return err(["kind is required"]);
  const fault = { kind, ...others };
  const missing = faultIssues(fault);
  return missing.length > 0 ? err(missing) : ok(fault);
}
