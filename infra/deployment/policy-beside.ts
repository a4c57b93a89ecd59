/**
 * The policy that a deployment names, compiled as far as it goes: with every fault of its own and of the files it names,
 * and in a form that the deployment's checks can still be asked of.
 */
import { dirname, join } from "node:path";
import * as v from "valibot";
import { type CompiledFiles, compiledPolicy, compileFiles } from "../../cli/compile-policy.ts";
import { locateIssues, type PolicyFault, readYaml } from "../../cli/policy-file.ts";
import type { ReadBeside } from "../../cli/read-text-file.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { checkPolicy } from "../../functions/core/policy-checks.ts";
import { type PolicyIssue, parsePolicy, policySchema } from "../../functions/core/policy-schema.ts";

export interface PolicyBeside {
  /** In the order of the file. */
  readonly faults: readonly PolicyFault[];
  /** Faults may be left in it; null: it is not even of a policy's shape. */
  readonly policy: Policy | null;
  /** Null where there are faults. */
  readonly compiled: CompiledPolicy | null;
}

export async function readPolicy(
  text: string,
  file: string,
  read: ReadBeside,
  nowEpochSeconds: number,
): Promise<PolicyBeside> {
  const { content, faults: syntax } = readYaml(text, file, "policy");
  if (content === undefined) return { faults: syntax, policy: null, compiled: null };
  const shape = v.safeParse(policySchema, content);
  const policy = shape.typed ? shape.output : null;
  const parsed = parsePolicy(content);
  const issues = [...(parsed.ok ? [] : parsed.error)];
  let files: Partial<CompiledFiles> = {};
  if (shape.success) {
    // As it would be deployed, so that what `development` lets pass is told together with `development` itself.
    const deployed = { ...shape.output, development: false };
    issues.push(...checkPolicy(deployed));
    const compiled = await compileFiles(deployed, besideOf(file, read), nowEpochSeconds);
    if (compiled.ok) files = compiled.value;
    else issues.push(...compiled.error);
  }
  const faults = [...syntax, ...locateIssues(text, distinct(issues))];
  const isSound = parsed.ok && faults.length === 0;
  return { faults, policy, compiled: isSound ? compiledPolicy(parsed.value, files) : null };
}

/** A path in a policy counts from the policy's own folder. */
function besideOf(file: string, read: ReadBeside): ReadBeside {
  return (name) => read(join(dirname(file), name));
}

function distinct(issues: readonly PolicyIssue[]): readonly PolicyIssue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
