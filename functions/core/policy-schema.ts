/**
 * From anything to a `Policy` with every default filled in, or every fault at once. Never throws.
 * Whether it makes sense (policy-checks.ts) is asked of the whole policy, or of what can be read of it without the
 * settings whose shape is wrong (policy-salvage.ts).
 */
import * as v from "valibot";
import { LONGEST_BROKER_SESSION_SECONDS } from "./longest-session.ts";
import type { Policy } from "./policy.ts";
import { checkPolicy } from "./policy-checks.ts";
import { policyIssuesOf, schemaMessage } from "./policy-messages.ts";
import { type Salvage, salvage } from "./policy-salvage.ts";
import { application, fleet } from "./policy-schema-applications.ts";
import { audience } from "./policy-schema-audience.ts";
import { branding } from "./policy-schema-branding.ts";
import { embedding } from "./policy-schema-embedding.ts";
import { tokens } from "./policy-schema-handover.ts";
import { identityProvider } from "./policy-schema-identity.ts";
import { location, preference, residency } from "./policy-schema-placement.ts";
import { portalApi } from "./policy-schema-portal-api.ts";
import { portal } from "./policy-schema-portals.ts";
import { endStreamsOn } from "./policy-schema-sessions.ts";
import { byId, closed, localizedText, wholeNumber } from "./policy-schema-shapes.ts";
import { mostSessions } from "./policy-schema-use.ts";
import { reservedKeys } from "./reserved-keys.ts";
import { err, ok, type Result } from "./result.ts";

export interface PolicyIssue {
  /** Keys and indexes from the root; where a key is missing, the path it would have. */
  readonly path: readonly (string | number)[];
  /** A sentence without its subject, which is the path. */
  readonly message: string;
  /** Which rule found it (policy-rules.ts); the shape itself where there is none. */
  readonly rule?: string;
  /** Other paths that it was read off, `*` for any key or index: where one of them is faulty, it may be wrong. */
  readonly dependsOn?: readonly (readonly (string | number)[])[];
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const CENTURY_SECONDS = 36_525 * DAY_SECONDS;

const sessions = closed({
  brokerSessionSeconds: v.optional(wholeNumber(MINUTE_SECONDS, LONGEST_BROKER_SESSION_SECONDS), HOUR_SECONDS),
  loginTransactionSeconds: v.optional(wholeNumber(MINUTE_SECONDS, 10 * MINUTE_SECONDS), 10 * MINUTE_SECONDS),
  contextHandleSeconds: v.optional(wholeNumber(10, 5 * MINUTE_SECONDS), 5 * MINUTE_SECONDS),
  launchRecordSeconds: v.optional(wholeNumber(DAY_SECONDS, CENTURY_SECONDS), 365 * DAY_SECONDS),
  endStreamsOn,
});

const limits = closed({
  // API Gateway gives up on an integration after 30 s; the rest is for our own answer.
  launchDeadlineMilliseconds: v.optional(wholeNumber(500, 25_000), 8_000),
  attemptTimeoutMilliseconds: v.optional(wholeNumber(100, 10_000), 2_500),
  maxCandidates: v.optional(wholeNumber(1, 20), 4),
  capacityRefreshSeconds: v.optional(wholeNumber(1, MINUTE_SECONDS), 20),
  lookAheadMilliseconds: v.optional(wholeNumber(50, 3_000), 400),
  waitingSeconds: v.optional(wholeNumber(MINUTE_SECONDS, 12 * HOUR_SECONDS), HOUR_SECONDS),
  concurrentSessions: mostSessions,
});

const operators = closed({ helpDesk: v.optional(audience, {}) });

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
  operators: v.optional(operators, {}),
  tokens: v.optional(tokens, {}),
  portals: v.optional(byId(portal), {}),
  embedding: v.optional(v.nullable(embedding), null),
  branding: v.optional(v.nullable(branding), null),
  api: v.optional(portalApi, {}),
  support: v.optional(v.nullable(localizedText), null),
});

export function parsePolicy(input: unknown): Result<Policy, readonly PolicyIssue[]> {
  const { issues, rest } = readShape(input);
  if (rest === undefined) return err(issues);
  const faults = [...issues, ...rest.tellable(checkPolicy(rest.policy))];
  return faults.length > 0 ? err(faults) : ok(rest.policy);
}

/** What a policy's shape is at fault in, and the policy as far as it can be read for all that. */
export function readShape(input: unknown): {
  readonly issues: readonly PolicyIssue[];
  readonly rest: Salvage | undefined;
} {
  const parsed = v.safeParse(policySchema, input, { message: schemaMessage });
  const issues = [...reservedKeys(input), ...policyIssuesOf(parsed.issues ?? [])];
  if (parsed.success && issues.length === 0) {
    return { issues, rest: { policy: parsed.output, tellable: (findings) => findings } };
  }
  return {
    issues,
    rest: salvage(
      input,
      issues.map(({ path }) => path),
      (value) => {
        const again = v.safeParse(policySchema, value);
        return again.success ? ok(again.output) : err(policyIssuesOf(again.issues).map(({ path }) => path));
      },
    ),
  };
}
