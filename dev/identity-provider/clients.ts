/**
 * PURE: the relying parties that the OpenID provider knows.
 * Invariant: authorization code flow only, and each client authenticates in exactly the one way it is registered with.
 */

import type { ClientMetadata, JWKS } from "oidc-provider";

type ClientAuthentication =
  | { readonly method: "client_secret_basic"; readonly secret: string }
  /** Public keys; `alg` and `kid` as the client will send them. */
  | { readonly method: "private_key_jwt"; readonly jwks: JWKS }
  | { readonly method: "none" };

export interface OpenIdClient {
  readonly clientId: string;
  /** Compared string-exact. */
  readonly redirectUris: readonly string[];
  readonly authentication: ClientAuthentication;
  /** Told of every sign-out, by person and session; left out: told of none. */
  readonly backchannelLogoutUri?: string;
  /** Default RS256. */
  readonly idTokenAlgorithm?: "RS256" | "ES256";
}

export function clientMetadata(client: OpenIdClient): ClientMetadata {
  return {
    client_id: client.clientId,
    redirect_uris: [...client.redirectUris],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    id_token_signed_response_alg: client.idTokenAlgorithm ?? "RS256",
    token_endpoint_auth_method: client.authentication.method,
    ...(client.backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: client.backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    ...credential(client.authentication),
  };
}

function credential(authentication: ClientAuthentication): Partial<ClientMetadata> {
  switch (authentication.method) {
    case "client_secret_basic":
      return { client_secret: authentication.secret };
    case "private_key_jwt":
      return { jwks: authentication.jwks };
    case "none":
      return {};
  }
}
