/**
 * The authorization code flow of the hostile provider, without a person: it sends everyone back at once.
 * By default it is as strict as it should be: PKCE with S256, codes that work once and for one redirect URI.
 */

import { createHash, randomUUID } from "node:crypto";
import { type MintKeys, mintToken } from "./minting.ts";
import type { Reply } from "./reply.ts";
import type { HostileScript } from "./script.ts";

interface IssuedCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly nonce: string | null;
}

export interface CodeFlow {
  authorize(query: URLSearchParams): Reply;
  /** Says `invalid_grant` for whatever is wrong with the code. */
  token(form: URLSearchParams): Reply;
}

export function codeFlow(issuer: string, script: HostileScript, keys: MintKeys): CodeFlow {
  const codes = new Map<string, IssuedCode>();
  let latest: IssuedCode | null = null;
  return {
    authorize(query) {
      const redirectUri = query.get("redirect_uri");
      if (!URL.canParse(redirectUri ?? "")) return oauthError("invalid_request");
      const challenge = query.get("code_challenge_method") === "S256" ? query.get("code_challenge") : null;
      const error = script.behaviour.authorize.kind === "error" ? script.behaviour.authorize.error : null;
      const code = randomUUID();
      latest = {
        clientId: query.get("client_id") ?? "",
        redirectUri: redirectUri ?? "",
        challenge,
        nonce: query.get("nonce"),
      };
      codes.set(code, latest);
      const refusal = error ?? (script.checksPkce && !challenge ? "invalid_request" : null);
      const outcome = refusal ? { error: refusal } : { code };
      const response = { ...outcome, state: query.get("state") ?? undefined, iss: issuer };
      return { location: withQuery(redirectUri ?? "", { ...response, ...script.authorizationResponse }) };
    },
    token(form) {
      const code = form.get("code") ?? "";
      const issued = codes.get(code) ?? (script.checksCodes ? null : latest);
      if (script.checksCodes) codes.delete(code);
      if (!issued) return oauthError("invalid_grant");
      if (script.checksCodes && form.get("redirect_uri") !== issued.redirectUri)
        return oauthError("invalid_grant");
      if (script.checksPkce && s256(form.get("code_verifier")) !== issued.challenge)
        return oauthError("invalid_grant");
      const { signing, header, claims } = script.idToken;
      const idToken = mintToken(keys, {
        signing,
        header,
        claims: { ...usualClaims(issuer, issued), ...claims },
      });
      const tokens = { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: idToken };
      return { status: 200, json: { ...tokens, ...script.tokenResponse } };
    },
  };
}

function usualClaims(issuer: string, { clientId, nonce }: IssuedCode) {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: "5c1d0f7e-3b92-4a68-9e04-d7f6a8b2c315",
    aud: clientId,
    iat: now,
    exp: now + 300,
    auth_time: now,
    ...(nonce !== null && { nonce }),
    amr: ["pwd", "mfa"],
    name: "Mallory Example",
    email: "mallory@northwind.example",
    groups: ["staff"],
    country: "ES",
  };
}

function oauthError(error: string, status = 400): Reply {
  return { status, json: { error, error_description: `told to answer ${error}, or asked wrongly` } };
}

function s256(verifier: string | null): string | null {
  return verifier && createHash("sha256").update(verifier).digest("base64url");
}

function withQuery(uri: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
