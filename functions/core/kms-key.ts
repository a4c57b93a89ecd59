/** Keys that sign inside AWS KMS, as a policy names them. */
import type { SamlSigningKey } from "./policy.ts";

const PREFIX = "kms:";

/** What KMS calls the key, `alias/NAME`; undefined for a reference to a secret. */
export function kmsAlias(reference: string): string | undefined {
  return reference.startsWith(PREFIX) ? reference.slice(PREFIX.length) : undefined;
}

export function signingKeyReferenceOf(key: SamlSigningKey): string {
  return typeof key === "string" ? key : key.key;
}
