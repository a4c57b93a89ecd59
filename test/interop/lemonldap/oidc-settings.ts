/** LemonLDAP::NG as an OpenID provider: its claims go into the ID token, under every scope. */
import type { LemonLdapState } from "./configuration.ts";

export interface OidcClient {
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
}

export function oidcSettings(state: LemonLdapState): Record<string, unknown> {
  return {
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceMetaDataIssuer: `${state.origin}/`,
    oidcServicePrivateKeySig: state.key.privateKey,
    oidcServicePublicKeySig: state.key.certificate,
    oidcServiceKeyIdSig: state.keyId,
    oidcServiceIgnoreScopeForClaims: 1,
    oidcRPMetaDataOptions: byClient(state, ({ clientId, secret, redirectUri }) => ({
      oidcRPMetaDataOptionsClientID: clientId,
      oidcRPMetaDataOptionsClientSecret: secret,
      oidcRPMetaDataOptionsRedirectUris: redirectUri,
      oidcRPMetaDataOptionsIDTokenSignAlg: "RS256",
      oidcRPMetaDataOptionsIDTokenForceClaims: 1,
      oidcRPMetaDataOptionsAccessTokenJWT: 1,
      oidcRPMetaDataOptionsAccessTokenSignAlg: "RS256",
      oidcRPMetaDataOptionsBypassConsent: 1,
      oidcRPMetaDataOptionsRequirePKCE: 1,
    })),
    oidcRPMetaDataExportedVars: byClient(state, () => ({
      email: "mail",
      name: "displayName",
      country: "country",
      groups: "groups;string;always",
    })),
  };
}

function byClient<T>(
  { oidcClients }: LemonLdapState,
  settings: (client: OidcClient) => T,
): Record<string, T> {
  return Object.fromEntries(oidcClients.map((client) => [client.clientId, settings(client)]));
}
