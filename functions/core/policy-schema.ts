/**
 * From anything to a `Policy` with every default filled in, or every fault at once. Never throws.
 * Whether it makes sense (policy-checks.ts) is asked of the whole policy, or of what is left of it without the
 * settings whose shape is wrong, as far as that still is a policy.
 */
import * as v from "valibot";
import type { Policy } from "./policy.ts";
import { checkPolicy } from "./policy-checks.ts";
import { policyIssuesOf, schemaMessage } from "./policy-messages.ts";
import { application, fleet } from "./policy-schema-applications.ts";
import { identityProvider } from "./policy-schema-identity.ts";
import { location, preference, residency } from "./policy-schema-placement.ts";
import { byId, closed, localizedText, wholeNumber } from "./policy-schema-shapes.ts";
import { reservedKeys } from "./reserved-keys.ts";
import { err, ok, type Result } from "./result.ts";

export interface PolicyIssue {
  /** Keys and indexes from the root; where a key is missing, the path it would have. */
  readonly path: readonly (string | number)[];
  /** A sentence without its subject, which is the path. */
  readonly message: string;
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const CENTURY_SECONDS = 36_525 * DAY_SECONDS;

const sessions = closed({
  brokerSessionSeconds: v.optional(wholeNumber(MINUTE_SECONDS, 12 * HOUR_SECONDS), HOUR_SECONDS),
  loginTransactionSeconds: v.optional(wholeNumber(MINUTE_SECONDS, 10 * MINUTE_SECONDS), 10 * MINUTE_SECONDS),
  contextHandleSeconds: v.optional(wholeNumber(10, HOUR_SECONDS), 5 * MINUTE_SECONDS),
  launchRecordSeconds: v.optional(wholeNumber(DAY_SECONDS, CENTURY_SECONDS), 365 * DAY_SECONDS),
});

const limits = closed({
  // API Gateway gives up on an integration after 30 s; the rest is for our own answer.
  launchDeadlineMilliseconds: v.optional(wholeNumber(500, 25_000), 8_000),
  attemptTimeoutMilliseconds: v.optional(wholeNumber(100, 10_000), 2_500),
  maxCandidates: v.optional(wholeNumber(1, 20), 4),
});

/** Exported for the JSON Schema that editors use. */
export const policySchema = closed({
  version: v.literal(1),
  development: v.optional(v.boolean(), false),
  identityProviders: byId(identityProvider),
  fleets: byId(fleet),
  applications: byId(application),
  location: v.optional(location, {}),
  residency: v.optional(residency, {}),
  preferences: v.optional(v.array(preference), []),
  sessions: v.optional(sessions, {}),
  limits: v.optional(limits, {}),
  support: v.optional(v.nullable(localizedText), null),
});

export function parsePolicy(input: unknown): Result<Policy, readonly PolicyIssue[]> {
  const parsed = v.safeParse(policySchema, input, { message: schemaMessage });
  const issues = [...reservedKeys(input), ...policyIssuesOf(parsed.issues ?? [])];
  if (parsed.success && issues.length === 0) {
    const faults = checkPolicy(parsed.output);
    return faults.length > 0 ? err(faults) : ok(parsed.output);
  }
  const rest = v.safeParse(policySchema, without(input, issues));
  return err(rest.success ? [...issues, ...checkPolicy(rest.output)] : issues);
}

/**
 * A copy without the faulty settings, whose defaults then stand in. Inside a list or of a whole entry nothing can be
 * left out without making other settings look wrong, so such a copy is not asked any further.
 */
function without(input: unknown, issues: readonly PolicyIssue[]): unknown {
  let rest = input;
  for (const { path } of issues) rest = withoutKey(rest, path);
  return rest;
}

/** Copies only what stands on the path, so that a value that holds itself is no trouble. */
function withoutKey(value: unknown, [key, ...path]: PolicyIssue["path"]): unknown {
  if (typeof key !== "string" || !isMap(value) || !Object.hasOwn(value, key)) return undefined;
  const { [key]: inner, ...others } = value;
  return path.length === 0 ? others : { ...others, [key]: withoutKey(inner, path) };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
