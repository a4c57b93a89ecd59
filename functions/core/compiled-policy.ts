/**
 * What ships beside the functions: the policy after every check, with defaults filled in, and what it refers to.
 * The digest is made where the file is made; core has no cryptography.
 */
import type { Policy } from "./policy.ts";
import type { SamlMetadata } from "./saml-metadata.ts";

export interface CompiledPolicy {
  readonly format: 1;
  /** First 16 hexadecimal digits of SHA-256 over `JSON.stringify([policy, samlMetadata])`. */
  readonly version: string;
  readonly policy: Policy;
  /** By identity provider: every one of `protocol: saml`. */
  readonly samlMetadata: Readonly<Record<string, SamlMetadata>>;
}
