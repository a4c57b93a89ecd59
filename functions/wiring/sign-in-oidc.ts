/** Composition root of the OpenID Connect sign-in function. */
import type { Environment } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { type BackchannelLogoutRoutePorts, backchannelLogoutRoute } from "../handlers/backchannel-logout.ts";
import { loginRoute } from "../handlers/login.ts";
import { type OidcSignInPorts, oidcCallbackRoute } from "../handlers/oidc-callback.ts";
import { defineFunction, type FunctionHandler } from "../http/define-function.ts";
import { createOidcProvider } from "../identity/oidc/provider.ts";
import type { Pseudonym } from "../identity/pseudonym.ts";
import type { AuditSink } from "../ports.ts";
import { createBackchannelLogout } from "../sign-in/backchannel-logout.ts";
import { createSignIn } from "../sign-in/oidc-sign-in.ts";
import type { OidcIdentityProvider, OidcLogoutVerifier } from "../sign-in-ports.ts";
import { authenticationSource, type CredentialSources } from "./client-credentials.ts";
import { kmsSigners } from "./kms-signers.ts";
import { functionParts, now, randomText, stdoutAudit } from "./shared.ts";
import { signInParts } from "./sign-in-parts.ts";

export function signInOidcFunction(
  environment: Environment,
  audit: AuditSink = stdoutAudit(),
): FunctionHandler {
  const parts = functionParts(environment, audit, () => build(environment, audit));
  return defineFunction({
    ...parts,
    routes: {
      "GET /login/{idp}": loginRoute,
      "GET /login/{idp}/callback": oidcCallbackRoute,
      "POST /logout/{idp}/backchannel": backchannelLogoutRoute,
    },
  });
}

type OidcPorts = OidcSignInPorts & BackchannelLogoutRoutePorts & { readonly index: PolicyIndex };

async function build(environment: Environment, audit: AuditSink): Promise<OidcPorts> {
  const parts = await signInParts(environment);
  const { origin, index, known, sealer, pseudonym, source, homes, revocations, everywhere, endings } = parts;
  const oidcProviders = providers(index, origin, pseudonym, {
    secret: source,
    signerOf: kmsSigners(environment),
    now,
  });
  const { sessions, support } = index.policy;
  const shared = { homes, audit, now, providers: oidcProviders };
  return {
    signIn: createSignIn({ ...shared, people: endings, sealer, revocations, randomText, sessions }),
    backchannelLogout: createBackchannelLogout({
      ...{ ...shared, everywhere },
      endings: (sessions.endStreamsOn ?? []).includes("backchannel_logout") ? endings : undefined,
    }),
    ...{ index, protocol: "oidc", audit, now, support, providers: known },
  };
}

function providers(
  index: PolicyIndex,
  origin: string,
  pseudonym: Pseudonym,
  sources: CredentialSources,
): ReadonlyMap<string, OidcIdentityProvider & OidcLogoutVerifier> {
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
        clientAuthentication: authenticationSource(provider.clientAuthentication, sources),
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
