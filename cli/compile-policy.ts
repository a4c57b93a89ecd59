/**
 * The policy compiler: YAML text and the metadata files it names → the JSON that ships with the functions, under the
 * digest of what it says.
 * Invariant: whoever reads the file can check it, since the same digest comes out of what is in it.
 */
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import type { Policy } from "../functions/core/policy.ts";
import { err, ok, type Result } from "../functions/core/result.ts";
import { policyDigest } from "../functions/stores/policy-source.ts";
import { compileSamlMetadata } from "./metadata/compile-metadata.ts";
import { loadPolicyText, locateIssues, type PolicyFault } from "./policy-file.ts";
import type { ReadBeside } from "./read-text-file.ts";

/** Faults of the metadata files are told once the policy itself has none. */
export async function compilePolicy(
  text: string,
  fileName: string,
  readBeside: ReadBeside,
  nowEpochSeconds: number,
): Promise<Result<CompiledPolicy, readonly PolicyFault[]>> {
  const policy = loadPolicyText(text, fileName);
  if (!policy.ok) return policy;
  const metadata = await compileSamlMetadata(policy.value, readBeside, nowEpochSeconds);
  return metadata.ok
    ? ok(compiledPolicy(policy.value, metadata.value))
    : err(locateIssues(text, metadata.error));
}

/** Comments and layout of the file do not count towards the version; the order of entries does. */
export function compiledPolicy(
  policy: Policy,
  samlMetadata: CompiledPolicy["samlMetadata"] = {},
): CompiledPolicy {
  const content = { policy, samlMetadata };
  return { format: 1, version: policyDigest(content), ...content };
}

export function serializeCompiledPolicy(compiled: CompiledPolicy): string {
  return `${JSON.stringify(compiled)}\n`;
}
