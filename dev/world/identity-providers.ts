/**
 * The identity providers of the local world: an OpenID provider and a SAML identity provider with the same people, and
 * the policy as it is once both are listening somewhere.
 */
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Policy } from "../../functions/core/policy.ts";
import type { OidcProviderPolicy } from "../../functions/core/policy-identity.ts";
import { parseIdpMetadata } from "../../functions/identity/saml/idp-metadata.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../identity-provider/oidc.ts";
import type { DemoPerson } from "../identity-provider/people.ts";
import { type SamlIdentityProvider, startSamlIdentityProvider } from "../identity-provider/saml/server.ts";
import { EMBEDDED_ISSUER, embeddedClient } from "./embedded-clients.ts";
import { embeddedPortals, withTokenIssuer } from "./embedded-portals.ts";
import { embeddedServiceProvider, isEmbeddedSaml } from "./embedded-service-providers.ts";
import type { EmulatedKeys } from "./emulated-keys.ts";

export interface IdentityProvidersOptions {
  readonly policy: Policy;
  /** The broker's. */
  readonly origin: string;
  readonly people: readonly DemoPerson[];
  /** By the policy's reference. */
  readonly kmsKeys: EmulatedKeys["keys"];
  readonly openIdPort: number;
  readonly samlPort: number;
  /** The name in the SAML identity provider's addresses; a name of its own makes it another site. */
  readonly samlHost: string;
}

export interface IdentityProviders {
  readonly openIdProvider: OpenIdProvider;
  readonly samlIdentityProvider: SamlIdentityProvider;
  /** With the embedded OpenID provider's real issuer. */
  readonly policy: Policy;
  /** Of the embedded SAML identity provider, as it publishes it. */
  readonly samlMetadata: CompiledPolicy["samlMetadata"];
  /** Of the broker's keys in the emulated KMS that the embedded SAML identity provider knows. */
  readonly signingCertificates: CompiledPolicy["signingCertificates"];
  /** The broker's credentials, for the functions. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What has been started is put on `stops` at once, so that a fault later on leaves nothing running. */
export async function startIdentityProviders(
  { policy, origin, people, kmsKeys, ...places }: IdentityProvidersOptions,
  stops: (() => Promise<void>)[],
): Promise<IdentityProviders> {
  const all = Object.entries(policy.identityProviders);
  const oidc = all.flatMap(([id, provider]) =>
    provider.protocol === "oidc" && isEmbeddedOidc(provider) ? [{ id, provider }] : [],
  );
  const saml = all.flatMap(([id, provider]) =>
    provider.protocol === "saml" && isEmbeddedSaml(provider) ? [{ id, provider }] : [],
  );
  const clients = await Promise.all(
    oidc.map(({ id, provider }) => {
      const redirectUri = `${origin}/login/${id}/callback`;
      const backchannelLogoutUri = `${origin}/logout/${id}/backchannel`;
      return embeddedClient(provider, { redirectUri, backchannelLogoutUri }, kmsKeys);
    }),
  );
  const portals = embeddedPortals(policy);
  const openIdProvider = await startOpenIdProvider({
    port: places.openIdPort,
    clients: [...clients.map(({ client }) => client), ...portals.clients],
    audiences: portals.audiences,
    people,
  });
  stops.push(openIdProvider.stop);

  const serviceProviders = await Promise.all(
    saml.map(({ id, provider }) =>
      embeddedServiceProvider(id, provider, policy.applications, origin, kmsKeys),
    ),
  );
  const [first] = saml;
  const samlIdentityProvider = await startSamlIdentityProvider({
    port: places.samlPort,
    host: places.samlHost,
    people,
    serviceProviders: serviceProviders.map(({ serviceProvider }) => serviceProvider),
    ...(first && { entityId: first.provider.entityId }),
  });
  stops.push(samlIdentityProvider.stop);

  return {
    openIdProvider,
    samlIdentityProvider,
    policy: withIssuer(policy, openIdProvider.issuer),
    samlMetadata: Object.fromEntries(saml.map(({ id }) => [id, publishedMetadata(samlIdentityProvider)])),
    signingCertificates: Object.assign(
      {},
      ...serviceProviders.map(({ signingCertificates }) => signingCertificates),
    ),
    environment: Object.assign(
      {},
      ...[...clients, ...serviceProviders].map(({ environment }) => environment),
    ),
  };
}

function publishedMetadata({ entityId, metadataXml }: SamlIdentityProvider) {
  const nowEpochSeconds = Math.floor(Date.now() / 1000);
  const metadata = parseIdpMetadata(metadataXml(), { entityId, nowEpochSeconds, allowLoopbackHttp: true });
  if (!metadata.ok) throw new Error(`the embedded SAML identity provider's metadata ${metadata.error}`);
  return metadata.value;
}

function isEmbeddedOidc({ issuer }: OidcProviderPolicy): boolean {
  return issuer === EMBEDDED_ISSUER;
}

function withIssuer(policy: Policy, issuer: string): Policy {
  const moved = Object.entries(policy.identityProviders).map(([id, provider]) => [
    id,
    provider.protocol === "oidc" && isEmbeddedOidc(provider) ? { ...provider, issuer } : provider,
  ]);
  return {
    ...policy,
    identityProviders: Object.fromEntries(moved),
    ...(policy.api && { api: withTokenIssuer(policy.api, issuer) }),
  };
}
