/** The provider's key set on its way in, and out again to openid-client, which so shares our cache and cool-down. */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { BoundedFetch } from "./bounded-fetch.ts";
import { fetchJsonObject } from "./json-document.ts";
import { readVerificationKeys, type VerificationKey } from "./verification-keys.ts";

export async function loadKeys(
  fetchBounded: BoundedFetch,
  jwksUri: string,
): Promise<Result<readonly VerificationKey[], Refusal>> {
  const document = await fetchJsonObject(fetchBounded, jwksUri, "jwks");
  if (!document.ok) return document;
  const keys = readVerificationKeys(document.value);
  return keys.length > 0
    ? ok(keys)
    : err(refusal("provider_unavailable", { document: "jwks", fault: "no_usable_key" }));
}

export function jwksResponse(keys: Result<readonly VerificationKey[], Refusal>): Response {
  const set = keys.ok ? keys.value.map(published) : [];
  return Response.json({ keys: set });
}

/** With `alg` where the key has one: the library must be able to tell apart what we can. */
function published({ jwk, keyId, algorithms }: VerificationKey): Record<string, unknown> {
  const [only] = algorithms.length === 1 ? algorithms : [];
  return { ...jwk, kid: keyId, use: "sig", alg: only };
}
