/**
 * A fault as somebody typed it: the JSON of `POST /_control/faults`.
 * Invariant: every mistake is named at once, and an unknown member is one.
 */
import { isJsonObject } from "../protocol/aws-json.ts";
import { FAULT_KINDS, type Fault } from "./fault.ts";

const TEXTS = ["region", "fleet", "operation"];
const NUMBERS = ["delayMilliseconds", "times"];

export type ParsedFault =
  | { readonly ok: true; readonly fault: Fault }
  | { readonly ok: false; readonly issues: readonly string[] };

export function parseFault(value: unknown): ParsedFault {
  if (!isJsonObject(value)) return { ok: false, issues: ["a fault is a JSON object"] };
  const issues = Object.entries(value).flatMap(([member, content]) => issuesOf(member, content));
  if (!("kind" in value)) issues.push("kind is required");
  // Every member has just been checked against the type.
  return issues.length > 0 ? { ok: false, issues } : { ok: true, fault: value as unknown as Fault };
}

function issuesOf(member: string, content: unknown): readonly string[] {
  if (member === "kind") {
    return FAULT_KINDS.some((kind) => kind === content)
      ? []
      : [`kind must be one of ${FAULT_KINDS.join(", ")}`];
  }
  if (TEXTS.includes(member)) return typeof content === "string" ? [] : [`${member} must be a string`];
  if (NUMBERS.includes(member)) {
    return Number.isInteger(content) && Number(content) >= 1
      ? []
      : [`${member} must be a whole number from 1`];
  }
  return [`${member} is not a member of a fault`];
}
