/** Composition root of the OpenID Connect sign-in function. */
import type { ClientAuth } from "openid-client";
import type { Environment } from "../config.ts";
import type { OidcProviderPolicy } from "../core/policy.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { loginRoute } from "../handlers/login.ts";
import { type OidcSignInPorts, oidcCallbackRoute } from "../handlers/oidc-callback.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { cacheDocument } from "../identity/cached-document.ts";
import { clientAuthentication } from "../identity/oidc/client-authentication.ts";
import { createOidcProvider } from "../identity/oidc/provider.ts";
import type { Pseudonym } from "../identity/pseudonym.ts";
import type { AuditSink, OidcIdentityProvider } from "../ports.ts";
import { createSignIn } from "../sign-in/oidc-sign-in.ts";
import type { SecretSource } from "../stores/secret-source.ts";
import { functionParts, now, randomText, stdoutAudit } from "./shared.ts";
import { signInParts } from "./sign-in-parts.ts";

export function signInOidcFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: { "GET /login/{idp}": loginRoute, "GET /login/{idp}/callback": oidcCallbackRoute },
  });
}

async function build(environment: Environment, audit: AuditSink): Promise<OidcSignInPorts> {
  const { origin, index, known, sealer, pseudonym, source, homes } = await signInParts(environment);
  const signIn = createSignIn({
    providers: providers(index, origin, pseudonym, source),
    homes,
    sealer,
    audit,
    now,
    randomText,
    sessions: index.policy.sessions,
  });
  const { support } = index.policy;
  return { signIn, protocol: "oidc", audit, now, support, providers: known };
}

function providers(
  index: PolicyIndex,
  origin: string,
  pseudonym: Pseudonym,
  source: SecretSource,
): ReadonlyMap<string, OidcIdentityProvider> {
  const { policy, knownGroups } = index;
  const ours = Object.entries(policy.identityProviders).flatMap(([id, provider]) =>
    provider.protocol === "oidc" ? [[id, provider] as const] : [],
  );
  return new Map(
    ours.map(([id, provider]) => [
      id,
      createOidcProvider({
        policy: provider,
        redirectUri: `${origin}/login/${id}/callback`,
        clientAuthentication: authenticationSource(provider, source),
        mapping: {
          identityProvider: id,
          claims: provider.claims,
          userId: provider.userId,
          pseudonym,
          knownGroups,
        },
        development: policy.development,
      }),
    ]),
  );
}

const SECRET_RETRY_MILLISECONDS = 5_000;

/** Kept once it is had; a secret that could not be read is asked for again, but not by every visitor. */
function authenticationSource(
  { clientAuthentication: method }: OidcProviderPolicy,
  source: SecretSource,
): () => Promise<Result<ClientAuth, Refusal>> {
  const load = async (): Promise<Result<ClientAuth, Refusal>> => {
    try {
      return ok(await clientAuthentication(method, await secretOf(method, source)));
    } catch (cause) {
      // The messages of secret-source.ts and client-authentication.ts hold names and advice only.
      const fault = cause instanceof Error ? cause.message : "unknown";
      return err(refusal("client_secret_unavailable", { fault }));
    }
  };
  const kept = cacheDocument(load, {
    freshMilliseconds: Number.POSITIVE_INFINITY,
    staleMilliseconds: Number.POSITIVE_INFINITY,
    cooldownMilliseconds: SECRET_RETRY_MILLISECONDS,
  });
  return () => kept.get(now());
}

async function secretOf(
  method: OidcProviderPolicy["clientAuthentication"],
  source: SecretSource,
): Promise<string | undefined> {
  if (method.method === "none") return undefined;
  return await source(method.method === "private_key_jwt" ? method.key : method.secret);
}
