/**
 * The members of a JSON object that somebody typed for a control, checked against a table.
 * Invariant: every mistake is named at once, and an unknown member is one.
 */
import { isJsonObject } from "../protocol/aws-json.ts";

/** What the value must be, to stand after its name; undefined when it is. */
export type MemberCheck = (value: unknown) => string | undefined;

export const text: MemberCheck = (value) => (typeof value === "string" ? undefined : "must be a string");

export const trueOrFalse: MemberCheck = (value) =>
  typeof value === "boolean" ? undefined : "must be true or false";

export function wholeNumber(minimum: number, maximum?: number): MemberCheck {
  const range = maximum === undefined ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= (maximum ?? Infinity)
      ? undefined
      : `must be a whole number ${range}`;
}

export function oneOf(choices: readonly string[]): MemberCheck {
  return (value) =>
    choices.some((choice) => choice === value) ? undefined : `must be one of ${choices.join(", ")}`;
}

/** Empty when the value is an object of these members, each optional, each as its check wants it. */
export function memberIssues(
  noun: string,
  checks: Readonly<Record<string, MemberCheck>>,
  value: unknown,
): readonly string[] {
  if (!isJsonObject(value)) return [`${noun} is a JSON object`];
  return Object.entries(value).flatMap(([member, content]) => {
    const check = Object.hasOwn(checks, member) ? checks[member] : undefined;
    const members = Object.keys(checks).join(", ");
    if (check === undefined) return [`${member} is not a member of ${noun}, which has ${members}`];
    const issue = check(content);
    return issue === undefined ? [] : [`${member} ${issue}`];
  });
}
