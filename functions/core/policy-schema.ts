/**
 * From anything to a `Policy` with every default filled in, or every fault at once. Never throws.
 * Shape first; only a well-shaped policy is asked whether it makes sense (policy-checks.ts).
 */
import * as v from "valibot";
import type { Policy } from "./policy.ts";
import { checkPolicy } from "./policy-checks.ts";
import { policyIssuesOf, schemaMessage } from "./policy-messages.ts";
import { application, fleet } from "./policy-schema-applications.ts";
import { identityProvider } from "./policy-schema-identity.ts";
import { location, preference, residency } from "./policy-schema-placement.ts";
import { byId, closed, localizedText, wholeNumber } from "./policy-schema-shapes.ts";
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
  if (!parsed.success || issues.length > 0) return err(issues);
  const faults = checkPolicy(parsed.output);
  return faults.length > 0 ? err(faults) : ok(parsed.output);
}

const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** valibot passes over these keys in silence, and an unknown key must be an error. */
function reservedKeys(
  value: unknown,
  path: PolicyIssue["path"] = [],
  seen: Set<unknown> = new Set(),
): readonly PolicyIssue[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return RESERVED.includes(key)
      ? [{ path: here, message: "must have another name" }]
      : reservedKeys(child, here, seen);
  });
}
