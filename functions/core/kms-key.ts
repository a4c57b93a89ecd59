/** Keys that sign inside AWS KMS, as a policy names them. */
import type { SamlSigningKey } from "./policy-identity.ts";

const PREFIX = "kms:";

/** RSASSA-PKCS1-v1_5 with SHA-256, RS256 in JOSE: the one that the functions ask for and infra permits. */
export const KMS_SIGNING_ALGORITHM = "RSASSA_PKCS1_V1_5_SHA_256";

/** What KMS calls the key, `alias/NAME`; undefined for a reference to a secret. */
export function kmsAlias(reference: string): string | undefined {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : undefined;
}

export function signingKeyReferenceOf(key: SamlSigningKey): string {
  return typeof key === "string" ? key : key.key;
}
