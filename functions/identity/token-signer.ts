/**
 * Tokens for applications: JWTs that the first of the policy's keys signs and all of them verify, so that a key can be
 * replaced while tokens of the former one are still good (RFC 7519; RFC 7515 §3.1).
 */
import type { HandoverClaims } from "../core/handover-token.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock, PublishedSigner, SigningFailure, SigningFault, TokenSigner } from "../ports.ts";
import { cacheDocument } from "./cached-document.ts";
import { heldTokenKey, kmsTokenKey, type TokenKey } from "./token-key.ts";

export interface TokenKeySources {
  /** What a reference stands for; rejects where it cannot be had. */
  readonly secret: (reference: string) => Promise<string>;
  /** Undefined for a reference to a secret. */
  readonly signerOf: (reference: string) => PublishedSigner | undefined;
  readonly now: Clock;
}

/** A key that was replaced in its store is taken up within minutes; while that cannot be read the last one serves. */
const KEY_TIMES = {
  freshMilliseconds: 300_000,
  staleMilliseconds: Number.POSITIVE_INFINITY,
  cooldownMilliseconds: 5_000,
};

/** `references`: the policy's `tokens.keys`. Nothing is asked of secrets or KMS before the first token or key set. */
export function createTokenSigner(references: readonly string[], sources: TokenKeySources): TokenSigner {
  const { now } = sources;
  const keys = references.map((reference) => ({
    reference,
    kept: cacheDocument(() => loaded(reference, sources), KEY_TIMES),
  }));
  const [current] = keys;
  return {
    async sign(claims) {
      if (current === undefined) throw new TypeError("the policy names no key for tokens");
      const { reference, kept } = current;
      const first = await signedBy(await kept.get(now()), claims);
      const signed =
        first.ok || first.error !== "another_key" ? first : await signedBy(await kept.refresh(now()), claims);
      return signed.ok ? signed : err({ key: reference, fault: signed.error });
    },
    async jwks() {
      const found = await Promise.all(keys.map(({ kept }) => kept.get(now())));
      const byId = new Map<string, TokenKey["jwk"]>();
      for (const key of found) {
        // A set that lacks one of its keys would be kept by verifiers as if it were whole.
        if (!key.ok) return key;
        byId.set(key.value.jwk.kid, key.value.jwk);
      }
      return ok({ keys: [...byId.values()] });
    },
  };
}

async function signedBy(
  key: Result<TokenKey, SigningFailure>,
  claims: HandoverClaims,
): Promise<Result<string, SigningFault>> {
  if (!key.ok) return err(key.error.fault);
  const { alg, kid } = key.value.jwk;
  const octets = `${encoded({ alg, kid, typ: "JWT" })}.${encoded(claims)}`;
  const signed = await key.value.sign(Buffer.from(octets));
  return signed.ok ? ok(`${octets}.${Buffer.from(signed.value).toString("base64url")}`) : signed;
}

async function loaded(
  reference: string,
  sources: TokenKeySources,
): Promise<Result<TokenKey, SigningFailure>> {
  const key = await keyOf(reference, sources);
  return key.ok ? key : err({ key: reference, fault: key.error });
}

async function keyOf(
  reference: string,
  { secret, signerOf }: TokenKeySources,
): Promise<Result<TokenKey, SigningFault>> {
  const signer = signerOf(reference);
  if (signer !== undefined) {
    const shown = await signer.publicKey();
    return shown.ok ? await kmsTokenKey(signer, shown.value) : err(shown.error.fault);
  }
  try {
    return await heldTokenKey(await secret(reference));
  } catch {
    // Which secret it is, the failure says; why, only the store knows.
    return err("secret_unavailable");
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
