/**
 * A relying party built on openid-client, which has no code in common with the product's own.
 * One sign-in is one object: it keeps the verifier, state and nonce that belong together.
 */

import * as client from "openid-client";

export const REDIRECT_URI = "http://localhost:9/login/demo/callback";

export interface StartedSignIn {
  readonly url: URL;
  /** Exchanges the code and checks the ID token; rejects as openid-client does. */
  finish(callback: URL): Promise<client.IDToken>;
}

export interface RelyingParty {
  readonly configuration: client.Configuration;
  start(parameters?: Record<string, string>): Promise<StartedSignIn>;
}

export async function relyingParty(
  issuer: string,
  clientId: string,
  authentication: client.ClientAuth,
): Promise<RelyingParty> {
  const configuration = await client.discovery(new URL(issuer), clientId, undefined, authentication, {
    // The second makes openid-client check the ID token's signature, which the code flow does not oblige it to.
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
  return { configuration, start: (parameters) => start(configuration, parameters ?? {}) };
}

async function start(
  configuration: client.Configuration,
  parameters: Record<string, string>,
): Promise<StartedSignIn> {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT_URI,
    scope: "openid profile email groups country",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    ...{ state, nonce },
    ...parameters,
  });
  return {
    url,
    async finish(callback) {
      const checks = { pkceCodeVerifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(configuration, callback, checks);
      const claims = tokens.claims();
      if (!claims) throw new Error("no ID token");
      return claims;
    },
  };
}
