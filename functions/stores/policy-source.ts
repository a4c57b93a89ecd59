/**
 * The compiled policy that ships beside the functions. Read once at cold start, never fetched, never parsed as YAML.
 * Invariant: a missing, truncated or hand-edited file refuses to serve; there is no empty default.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CompiledPolicy } from "../core/compiled-policy.ts";
import { indexPolicy, type PolicyIndex } from "../core/policy-index.ts";

/** Throws an Error that names the file and the fix. */
export function loadPolicy(file: string): PolicyIndex {
  const compiled = parse(file);
  if (compiled.format !== 1 || compiled.version !== policyDigest(compiled)) {
    throw new Error(
      `${file}: not a compiled policy of this version, or changed by hand; compile and deploy it again`,
    );
  }
  const { policy, version, samlMetadata, signingCertificates } = compiled;
  return indexPolicy(policy, version, samlMetadata, signingCertificates);
}

/** What a compiled policy's `version` must be: the first 16 hexadecimal digits of the SHA-256 of all it says. */
export function policyDigest({
  policy,
  samlMetadata,
  signingCertificates,
}: Omit<CompiledPolicy, "format" | "version">): string {
  const content = JSON.stringify([policy, samlMetadata, signingCertificates]);
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

function parse(file: string): CompiledPolicy {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (
      typeof content !== "object" ||
      content === null ||
      !("policy" in content) ||
      !("samlMetadata" in content)
    )
      throw new Error("no policy or no metadata in it");
    return content as CompiledPolicy;
  } catch (cause) {
    throw new Error(
      `${file}: cannot be read as a compiled policy; the functions refuse to serve without one`,
      { cause },
    );
  }
}
