/**
 * The policy compiler: YAML text → the JSON that ships with the functions, under the digest of what it says.
 * Invariant: whoever reads the file can check it, since `JSON.stringify(parsed.policy)` has that digest again.
 */
import { createHash } from "node:crypto";
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import type { Policy } from "../functions/core/policy.ts";
import { ok, type Result } from "../functions/core/result.ts";
import { loadPolicyText, type PolicyFault } from "./policy-file.ts";

const VERSION_DIGITS = 16;

export function compilePolicy(
  text: string,
  fileName: string,
): Result<CompiledPolicy, readonly PolicyFault[]> {
  const policy = loadPolicyText(text, fileName);
  return policy.ok ? ok(compiledPolicy(policy.value)) : policy;
}

/** Equal policies have equal versions, whatever comments and order of settings their files have. */
export function compiledPolicy(policy: Policy): CompiledPolicy {
  const digest = createHash("sha256").update(JSON.stringify(policy)).digest("hex");
  return { format: 1, version: digest.slice(0, VERSION_DIGITS), policy };
}

export function serializeCompiledPolicy(compiled: CompiledPolicy): string {
  return `${JSON.stringify(compiled)}\n`;
}
