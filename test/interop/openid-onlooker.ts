/** A client of LemonLDAP::NG beside the broker, which shows the tokens that the broker keeps to itself. */
import { randomBytes } from "node:crypto";
import { decodeProtectedHeader, type ProtectedHeaderParameters } from "jose";
import * as openid from "openid-client";
import type { LemonLdap } from "./lemonldap.ts";
import type { Visitor } from "./visitor.ts";

export interface Tokens {
  readonly idTokenHeader: ProtectedHeaderParameters;
  readonly accessTokenHeader: ProtectedHeaderParameters;
  readonly claims: openid.IDToken | undefined;
}

/** `redirectUri`: any page that answers. */
export async function tokensFor(visitor: Visitor, lemon: LemonLdap, redirectUri: string): Promise<Tokens> {
  const registered = { clientId: "onlooker", secret: randomBytes(24).toString("hex"), redirectUri };
  await lemon.registerClient(registered);
  const execute = [openid.allowInsecureRequests, openid.enableNonRepudiationChecks];
  const issuer = new URL(lemon.oidcIssuer);
  const { clientId, secret } = registered;
  const provider = await openid.discovery(issuer, clientId, secret, undefined, { execute });
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const address = openid.buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    scope: "openid profile email",
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const { url } = await visitor.travel(address);
  const tokens = await openid.authorizationCodeGrant(provider, url, {
    pkceCodeVerifier,
    idTokenExpected: true,
  });
  return {
    idTokenHeader: decodeProtectedHeader(tokens.id_token ?? ""),
    accessTokenHeader: decodeProtectedHeader(tokens.access_token),
    claims: tokens.claims(),
  };
}
