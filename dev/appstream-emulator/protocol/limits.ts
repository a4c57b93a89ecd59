/**
 * Limits as data: what each member of an input may be, and the check that applies them.
 * The JavaScript SDK validates nothing on the client, so everything wrong reaches this file.
 * The wording of the messages is AWS's usual one; AppStream's own is not documented.
 */
import { AwsError } from "./aws-error.ts";
import type { JsonObject } from "./aws-json.ts";

interface Limit {
  readonly type: "string" | "integer" | "strings";
  readonly required?: true;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly string[];
}

export interface Limits {
  readonly [member: string]: Limit;
}

type ValueOf<L extends Limit> = L["type"] extends "string"
  ? string
  : L["type"] extends "integer"
    ? number
    : readonly string[];

/** The input that a set of limits lets through. */
export type InputOf<L extends Limits> = {
  readonly [M in keyof L]: L[M] extends { readonly required: true }
    ? ValueOf<L[M]>
    : ValueOf<L[M]> | undefined;
};

const TYPE_CHECKS = {
  string: (value: unknown) => typeof value === "string",
  integer: (value: unknown) => Number.isSafeInteger(value),
  strings: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === "string"),
} as const satisfies Record<Limit["type"], (value: unknown) => boolean>;

/** Throws SerializationException for a wrong type and one ValidationException naming every broken limit. */
export function checkInput<L extends Limits>(limits: L, body: JsonObject): InputOf<L> {
  const violations: string[] = [];
  const input: Record<string, unknown> = {};
  for (const [member, limit] of Object.entries(limits)) {
    const value = body[member] ?? undefined;
    if (value !== undefined && !TYPE_CHECKS[limit.type](value)) {
      throw new AwsError("SerializationException", `${member} must be of type ${limit.type}`);
    }
    violations.push(...violationsOf(member, limit, value));
    input[member] = value;
  }
  if (violations.length > 0) {
    const noun = violations.length === 1 ? "validation error" : "validation errors";
    throw new AwsError(
      "ValidationException",
      `${violations.length} ${noun} detected: ${violations.join("; ")}`,
    );
  }
  return input as InputOf<L>;
}

function violationsOf(member: string, limit: Limit, value: unknown): readonly string[] {
  const broken = (constraint: string) =>
    `Value ${value === undefined ? "null" : `'${value}'`} at '${member.charAt(0).toLowerCase()}${member.slice(1)}' ` +
    `failed to satisfy constraint: Member must ${constraint}`;
  if (value === undefined) return limit.required ? [broken("not be null")] : [];
  if (typeof value === "string") return brokenTextRules(limit, value).map(broken);
  if (typeof value === "number") return brokenNumberRules(limit, value).map(broken);
  return [];
}

function brokenTextRules(limit: Limit, value: string): readonly string[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, oneOf } = limit;
  const rules: string[] = [];
  if (value.length < minLength) rules.push(`have length greater than or equal to ${minLength}`);
  if (value.length > maxLength) rules.push(`have length less than or equal to ${maxLength}`);
  if (pattern?.test(value) === false) rules.push(`satisfy regular expression pattern: ${pattern.source}`);
  if (oneOf?.includes(value) === false) rules.push(`satisfy enum value set: [${oneOf.join(", ")}]`);
  return rules;
}

function brokenNumberRules(limit: Limit, value: number): readonly string[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = limit;
  if (value < minimum) return [`have value greater than or equal to ${minimum}`];
  if (value > maximum) return [`have value less than or equal to ${maximum}`];
  return [];
}
