/**
 * How the relying party proves itself, ready before the browser leaves: a secret that cannot be had, or a key that does
 * not sign, then costs nobody a typed password.
 */
import type { ClientAuth } from "openid-client";
import type { ClientAuthentication } from "../core/policy-identity.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { type CacheTimes, cacheDocument } from "../identity/cached-document.ts";
import { signedAssertion } from "../identity/oidc/client-assertion.ts";
import { clientAuthentication } from "../identity/oidc/client-authentication.ts";
import type { Clock, Signer } from "../ports.ts";
import type { SecretSource } from "../stores/secret-source.ts";
import type { KmsSigners } from "./kms-signers.ts";

export interface CredentialSources {
  readonly secret: SecretSource;
  readonly signerOf: KmsSigners;
  readonly now: Clock;
}

type Loading = () => Promise<Result<ClientAuth, Refusal>>;

const RETRY_MILLISECONDS = 5_000;
/** A secret that the provider no longer takes is replaced in the store, and read anew without a deployment. */
const SECRET_MILLISECONDS = 300_000;
/** What could not be read is asked for again, but not by every visitor; meanwhile the last one serves. */
const SECRET_TIMES: CacheTimes = {
  freshMilliseconds: SECRET_MILLISECONDS,
  staleMilliseconds: Number.POSITIVE_INFINITY,
  cooldownMilliseconds: RETRY_MILLISECONDS,
};
const TRIAL_MILLISECONDS = 300_000;
const TRIAL_TIMES: CacheTimes = {
  freshMilliseconds: TRIAL_MILLISECONDS,
  staleMilliseconds: TRIAL_MILLISECONDS,
  cooldownMilliseconds: RETRY_MILLISECONDS,
};
/** Neither a JWT nor a SAML message, and always the same. */
const TRIAL = Buffer.from("streamgate: does this key sign?");

export function authenticationSource(method: ClientAuthentication, sources: CredentialSources): Loading {
  const { signerOf, now } = sources;
  const signer = method.method === "private_key_jwt" ? signerOf(method.key) : undefined;
  const kept =
    method.method === "private_key_jwt" && signer !== undefined
      ? cacheDocument(signing(signer, method.keyId, now), TRIAL_TIMES)
      : cacheDocument(reading(method, sources.secret), SECRET_TIMES);
  return () => kept.get(now());
}

function reading(method: ClientAuthentication, secret: SecretSource): Loading {
  return async () => {
    try {
      return ok(await clientAuthentication(method, await secretOf(method, secret)));
    } catch (cause) {
      // The messages of secret-source.ts and client-authentication.ts hold names and advice only.
      const fault = cause instanceof Error ? cause.message : "unknown";
      return err(refusal("client_secret_unavailable", { fault }));
    }
  };
}

function signing(signer: Signer, keyId: string, now: Clock): Loading {
  return async () => {
    const tried = await signer.sign(TRIAL);
    return tried.ok
      ? ok(signedAssertion(signer, keyId, now))
      : err(refusal("client_secret_unavailable", { ...tried.error }));
  };
}

async function secretOf(method: ClientAuthentication, source: SecretSource): Promise<string | undefined> {
  if (method.method === "none") return undefined;
  return await source(method.method === "private_key_jwt" ? method.key : method.secret);
}
