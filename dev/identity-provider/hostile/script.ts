/**
 * What a hostile OpenID provider is told to do. Every member is mutable and read at each request, so a test
 * changes one thing and the next request meets it.
 * In every set of overrides `undefined` removes the member.
 */

import type { JWK } from "jose";

export type HostileEndpoint = "discovery" | "jwks" | "authorize" | "token";

export type Behaviour =
  | { readonly kind: "answer" }
  /** An OAuth error; at the authorization endpoint it is sent back to the relying party. */
  | { readonly kind: "error"; readonly error: string; readonly status?: number }
  /** An HTML page with status 200. */
  | { readonly kind: "garbage" }
  /** The right answer with 10 MB more in it, without a content-length. */
  | { readonly kind: "huge" }
  /** Accepts the request and stays silent. */
  | { readonly kind: "never" }
  /** 307, so that a POST would be sent again, secrets included. Default: to a copy that answers rightly. */
  | { readonly kind: "redirect"; readonly to?: string }
  | { readonly kind: "status"; readonly status: number };

/**
 * `wrong_key`: an unpublished key under the published key's id. `hs256_public_key`: the algorithm confusion of
 * RFC 8725 §2.1, an HMAC keyed with the public key's PEM. `broken_signature`: one bit of it is flipped.
 */
export type Signing = "good" | "wrong_key" | "none" | "hs256_public_key" | "broken_signature" | "not_a_jwt";

type Overrides<T = unknown> = Record<string, T | undefined>;

export interface TokenRecipe {
  signing: Signing;
  claims: Overrides;
  /** Changes what the header says, never how the token is signed. */
  header: Overrides;
}

export interface HostileScript {
  behaviour: Record<HostileEndpoint, Behaviour>;
  metadata: Overrides;
  /** Published in place of the provider's own key. */
  jwks: { readonly keys: readonly JWK[] } | null;
  authorizationResponse: Overrides<string>;
  tokenResponse: Overrides;
  idToken: TokenRecipe;
  checksPkce: boolean;
  /** Whether a code must be known, unused, and redeemed for the same redirect URI. */
  checksCodes: boolean;
}

/** A provider with nothing wrong: the control of every negative test. */
export function faithfulScript(): HostileScript {
  const answer: Behaviour = { kind: "answer" };
  return {
    behaviour: { discovery: answer, jwks: answer, authorize: answer, token: answer },
    metadata: {},
    jwks: null,
    authorizationResponse: {},
    tokenResponse: {},
    idToken: { signing: "good", claims: {}, header: {} },
    checksPkce: true,
    checksCodes: true,
  };
}
