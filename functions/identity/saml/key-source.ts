/** Our key pairs for one identity provider, fetched when first needed and kept; a failure is tried again later. */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Clock } from "../../ports.ts";
import { cacheDocument } from "../cached-document.ts";
import {
  parseKeyPair,
  type ServiceProviderKeys,
  type SigningKey,
  signingKeyOf,
} from "./service-provider-keys.ts";

export interface KeyReferences {
  /** References to PEM text, and keys that are kept elsewhere. */
  readonly signingKeys: readonly (string | SigningKey)[];
  readonly decryptionKeys: readonly string[];
}

const RETRY_MILLISECONDS = 5_000;
/** A key that was replaced in its store is taken up within the hour, without a deployment. */
const FRESH_MILLISECONDS = 3_600_000;

/** `secret` turns a reference into PEM text; its errors' messages hold names and advice only. */
export function createKeySource(
  { signingKeys, decryptionKeys }: KeyReferences,
  secret: (reference: string) => Promise<string>,
  now: Clock,
): () => Promise<Result<ServiceProviderKeys, Refusal>> {
  const pair = async (reference: string) => parseKeyPair(await secret(reference));
  const load = async (): Promise<Result<ServiceProviderKeys, Refusal>> => {
    try {
      const [signing, decryption] = await Promise.all([
        Promise.all(
          signingKeys.map(async (key) => (typeof key === "string" ? signingKeyOf(await pair(key)) : key)),
        ),
        Promise.all(decryptionKeys.map(pair)),
      ]);
      return ok({ signing, decryption });
    } catch (cause) {
      const fault = cause instanceof Error ? cause.message : "unknown";
      return err(refusal("saml_key_unavailable", { fault }));
    }
  };
  const kept = cacheDocument(load, {
    freshMilliseconds: FRESH_MILLISECONDS,
    staleMilliseconds: Number.POSITIVE_INFINITY,
    cooldownMilliseconds: RETRY_MILLISECONDS,
  });
  return () => kept.get(now());
}
