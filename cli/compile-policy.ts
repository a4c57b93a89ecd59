/**
 * The policy compiler: YAML text → the JSON that ships with the functions, under the digest of what it says.
 * Invariant: whoever reads the file can check it, since `JSON.stringify(parsed.policy)` has that digest again.
 */
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import type { Policy } from "../functions/core/policy.ts";
import { ok, type Result } from "../functions/core/result.ts";
import { policyDigest } from "../functions/stores/policy-source.ts";
import { loadPolicyText, type PolicyFault } from "./policy-file.ts";

export function compilePolicy(
  text: string,
  fileName: string,
): Result<CompiledPolicy, readonly PolicyFault[]> {
  const policy = loadPolicyText(text, fileName);
  return policy.ok ? ok(compiledPolicy(policy.value)) : policy;
}

/** Comments and layout of the file do not count towards the version; the order of entries does. */
export function compiledPolicy(policy: Policy): CompiledPolicy {
  return { format: 1, version: policyDigest(JSON.stringify(policy)), policy };
}

export function serializeCompiledPolicy(compiled: CompiledPolicy): string {
  return `${JSON.stringify(compiled)}\n`;
}
