/** Every check of the account, in the order of how much depends on it. A new check is a file and a row here. */
import type { Policy } from "../../functions/core/policy.ts";
import type { AccountFacts } from "./account-facts.ts";
import { checkApplicationNames } from "./check-application-names.ts";
import { checkClassCapacity } from "./check-class-capacity.ts";
import { checkCoverage } from "./check-coverage.ts";
import { checkEmbedding } from "./check-embedding.ts";
import { checkExistence } from "./check-existence.ts";
import { checkFleetState } from "./check-fleet-state.ts";
import { checkLaunchMethod } from "./check-launch-method.ts";
import { checkPermissions } from "./check-permissions.ts";
import { checkQuotas } from "./check-quotas.ts";
import { checkStackSettings } from "./check-stack-settings.ts";
import { checkTimeouts } from "./check-timeouts.ts";
import type { AccountCheck, CheckContext, Finding } from "./finding.ts";

/** The ids are stable: docs/doctor.md has them, and whoever reads `--json`. */
export const CHECKS: readonly (readonly [id: string, check: AccountCheck])[] = [
  ["coverage", checkCoverage],
  ["existence", checkExistence],
  ["permissions", checkPermissions],
  ["fleet_state", checkFleetState],
  ["launch_method", checkLaunchMethod],
  ["application_names", checkApplicationNames],
  ["stack_settings", checkStackSettings],
  ["embedding", checkEmbedding],
  ["class_capacity", checkClassCapacity],
  ["timeouts", checkTimeouts],
  ["quotas", checkQuotas],
];

/** Each finding carries its check's id as its rule. */
export function runChecks(policy: Policy, facts: AccountFacts, context: CheckContext): readonly Finding[] {
  return CHECKS.flatMap(([id, check]) =>
    check(policy, facts, context).map((finding) => ({ ...finding, rule: id })),
  );
}
