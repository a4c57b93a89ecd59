/**
 * The OpenID provider's signing keys: one RSA key for RS256, one P-256 key for ES256.
 * Invariant: made at run time and held in memory only; no private key is ever in the repository.
 */

import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { JWK, JWKS } from "oidc-provider";

const generate = promisify(generateKeyPair);

/** Private keys, named `rs-1` and `es-1` in generation 1. */
export async function makeSigningKeys(generation: number): Promise<JWKS> {
  const [rsa, ec] = await Promise.all([
    generate("rsa", { modulusLength: 2048 }),
    generate("ec", { namedCurve: "P-256" }),
  ]);
  return {
    keys: [
      privateJwk(rsa.privateKey, "RS256", `rs-${generation}`),
      privateJwk(ec.privateKey, "ES256", `es-${generation}`),
    ],
  };
}

function privateJwk(key: KeyObject, alg: string, kid: string): JWK {
  return { ...key.export({ format: "jwk" }), alg, kid, use: "sig" } as JWK;
}
