/**
 * The policy compiler: YAML text and the files it names → the JSON that ships with the functions, under the
 * digest of what it says.
 * Invariant: whoever reads the file can check it, since the same digest comes out of what is in it.
 */
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import type { Policy } from "../functions/core/policy.ts";
import type { PolicyIssue } from "../functions/core/policy-schema.ts";
import { err, ok, type Result } from "../functions/core/result.ts";
import { policyDigest } from "../functions/stores/policy-source.ts";
import { compileSamlMetadata } from "./metadata/compile-metadata.ts";
import { loadPolicyText, locateIssues, type PolicyFault } from "./policy-file.ts";
import type { ReadBeside } from "./read-text-file.ts";
import { compileSigningCertificates } from "./signing-certificates.ts";

/** Faults of the files are told once the policy itself has none. */
export async function compilePolicy(
  text: string,
  fileName: string,
  readBeside: ReadBeside,
  nowEpochSeconds: number,
): Promise<Result<CompiledPolicy, readonly PolicyFault[]>> {
  const policy = loadPolicyText(text, fileName);
  if (!policy.ok) return policy;
  const files = await compileFiles(policy.value, readBeside, nowEpochSeconds);
  return files.ok ? ok(compiledPolicy(policy.value, files.value)) : err(locateIssues(text, files.error));
}

/** What ships of the files that a policy names. */
export type CompiledFiles = Pick<CompiledPolicy, "samlMetadata" | "signingCertificates">;

/** Everything that is wrong with any of the files. */
export async function compileFiles(
  policy: Policy,
  readBeside: ReadBeside,
  nowEpochSeconds: number,
): Promise<Result<CompiledFiles, readonly PolicyIssue[]>> {
  const metadata = await compileSamlMetadata(policy, readBeside, nowEpochSeconds);
  const certificates = await compileSigningCertificates(policy, readBeside);
  if (metadata.ok && certificates.ok) {
    return ok({ samlMetadata: metadata.value, signingCertificates: certificates.value });
  }
  const issues = [...(metadata.ok ? [] : metadata.error), ...(certificates.ok ? [] : certificates.error)];
  return err(issues.map((issue) => ({ ...issue, rule: "named_file" })));
}

/** Comments and layout of the file do not count towards the version; the order of entries does. */
export function compiledPolicy(
  policy: Policy,
  { samlMetadata = {}, signingCertificates = {} }: Partial<CompiledFiles> = {},
): CompiledPolicy {
  const content = { policy, samlMetadata, signingCertificates };
  return { format: 1, version: policyDigest(content), ...content };
}

export function serializeCompiledPolicy(compiled: CompiledPolicy): string {
  return `${JSON.stringify(compiled)}\n`;
}
