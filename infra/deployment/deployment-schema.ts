/**
 * From anything to a `Deployment` with every default filled in, or every fault at once. Never throws.
 * Whether it makes sense, and fits the policy beside it, is asked by deployment-checks.ts.
 */
import * as v from "valibot";
import { policyIssuesOf, schemaMessage } from "../../functions/core/policy-messages.ts";
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";
import { closed, someOf, text } from "../../functions/core/policy-schema-shapes.ts";
import { reservedKeys } from "../../functions/core/reserved-keys.ts";
import type { Deployment } from "./deployment.ts";
import { unwrittenYears, withoutFaults } from "./deployment-input.ts";
import { certificates, domain, limits } from "./deployment-schema-edge.ts";
import { accountId, deploymentName, fileBeside, managedPolicyArn } from "./deployment-schema-formats.ts";
import { alarms, functions, quotas, retention, tags } from "./deployment-schema-operation.ts";
import { streaming } from "./deployment-schema-streaming.ts";

/** Exported for the JSON Schema that editors use. */
export const deploymentSchema: v.GenericSchema<unknown, Deployment> = closed({
  version: v.literal(1),
  name: deploymentName,
  account: accountId,
  policy: fileBeside,
  edge: v.picklist(["cloudfront", "regional"]),
  regions: someOf(text),
  domain,
  certificates,
  functions: v.optional(functions, {}),
  ipDatabase: v.optional(v.nullable(closed({ file: fileBeside })), null),
  limits: v.optional(limits, {}),
  retention: v.optional(retention, {}),
  quotas: v.optional(quotas, {}),
  alarms,
  tags: v.optional(tags, {}),
  permissionsBoundary: v.optional(v.nullable(managedPolicyArn), null),
  streaming: v.optional(v.nullable(streaming), null),
});

export interface DeploymentReading {
  /** Every fault of shape. */
  readonly issues: readonly PolicyIssue[];
  /**
   * Without issues, the deployment. With issues, what the checks may still be asked of: a value may have a wrong format,
   * or be a default in the place of a faulty one. Null: too little is left.
   */
  readonly deployment: Deployment | null;
}

export function readDeployment(input: unknown): DeploymentReading {
  const parsed = v.safeParse(deploymentSchema, input, { message: schemaMessage });
  const issues = [
    ...reservedKeys(input),
    ...unwrittenYears(input),
    ...policyIssuesOf(parsed.issues ?? []).map(withAdvice),
  ];
  return { issues, deployment: parsed.success ? parsed.output : whatIsLeft(input, issues) };
}

/** Unknown keys go first, since valibot would hand them on; faulty settings only where the rest is no deployment. */
function whatIsLeft(input: unknown, issues: readonly PolicyIssue[]): Deployment | null {
  const known = withoutFaults(input, issues.filter(isUnknownKey));
  const formed = v.safeParse(deploymentSchema, known);
  if (formed.typed) return formed.output;
  const rest = v.safeParse(deploymentSchema, withoutFaults(known, issues));
  return rest.typed ? rest.output : null;
}

function isUnknownKey({ message }: PolicyIssue): boolean {
  return message.startsWith("unknown key");
}

/** Settings that people look for and that there cannot be. */
const NO_SUCH_SETTING: readonly (readonly [key: RegExp, why: string])[] = [
  [
    /mrsc|mrec|consisten|globaltable|replica|^ttl|ttl$|timetolive/v,
    "tables are never replicated: a code is redeemed in the Region that issued it, since an eventually consistent table is no replay cache and a strongly consistent one (MRSC) has no TTL",
  ],
];

function withAdvice(issue: PolicyIssue): PolicyIssue {
  if (!isUnknownKey(issue)) return issue;
  const key = String(issue.path.at(-1))
    .toLowerCase()
    .replaceAll(/[^a-z]/gv, "");
  const why = NO_SUCH_SETTING.find(([pattern]) => pattern.test(key))?.[1];
  return why === undefined ? issue : { path: issue.path, message: `${issue.message}; ${why}` };
}
