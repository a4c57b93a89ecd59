/**
 * What ships beside the functions: the policy after every check, with defaults filled in, and what it refers to.
 * The digest is made where the file is made; core has no cryptography.
 */
import type { Policy } from "./policy.ts";
import type { SamlMetadata, SigningCertificate } from "./saml-metadata.ts";

export interface CompiledPolicy {
  readonly format: 1;
  /** First 16 hexadecimal digits of SHA-256 over `JSON.stringify([policy, samlMetadata, signingCertificates])`. */
  readonly version: string;
  readonly policy: Policy;
  /** By identity provider: every one of `protocol: saml`. */
  readonly samlMetadata: Readonly<Record<string, SamlMetadata>>;
  /** By file name, of our own SAML keys in KMS: what the metadata of ours shows of them. */
  readonly signingCertificates: Readonly<Record<string, SigningCertificate>>;
}
