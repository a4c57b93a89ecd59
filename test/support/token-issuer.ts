/** An issuer of access tokens on loopback, with keys of its own, that signs whatever a test wants signed. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from "jose";
import type { AccessTokenIssuer } from "../../functions/core/policy-portal-api.ts";
import { sha256Text } from "../../functions/identity/sha256-text.ts";

export const AUDIENCE = "urn:example:streamgate";
export const CLIENT = "portal";

export interface TokenIssuerStage {
  readonly issuer: string;
  readonly publicJwk: JWK;
  /** Of RFC 9068, but for what the test changes; undefined takes a member away. */
  token(
    change?: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: SigningKey,
  ): Promise<string>;
  policy(change?: Partial<AccessTokenIssuer>): AccessTokenIssuer;
  keyRequests(): number;
  stop(): void;
}

type SigningKey = CryptoKey | Uint8Array;

export async function startTokenIssuer(nowEpochSeconds: number): Promise<TokenIssuerStage> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid: "k1", use: "sig", alg: "RS256" };
  let keyRequests = 0;
  const server: Server = createServer((request, response) => {
    if (request.url === "/jwks") keyRequests += 1;
    const documents: Record<string, unknown> = {
      "/.well-known/openid-configuration": {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      },
      "/jwks": { keys: [publicJwk] },
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(documents[request.url ?? ""] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    publicJwk,
    keyRequests: () => keyRequests,
    async token(change = {}, header = {}, key = privateKey) {
      const claims = {
        ...{ iss: issuer, aud: AUDIENCE, sub: "lucia", client_id: CLIENT, jti: "t-1" },
        ...{ iat: nowEpochSeconds, exp: nowEpochSeconds + 300, groups: ["treasury"] },
        ...change,
      };
      const typed = { alg: "RS256", kid: "k1", typ: "at+jwt", ...header };
      return await new SignJWT(defined(claims)).setProtectedHeader(defined(typed) as never).sign(key);
    },
    policy: (change = {}) => ({
      ...{ issuer, audience: AUDIENCE, profile: "rfc9068", algorithms: ["RS256"], endpointHosts: [] },
      ...{ identityProvider: "corporate", claims: null, dpop: "off" },
      clients: { [CLIENT]: { applications: null } },
      ...change,
    }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Prover {
  readonly thumbprint: string;
  /** For this token, but for what the test changes. */
  proof(
    token: string,
    change?: Record<string, unknown>,
    header?: Record<string, unknown>,
    key?: SigningKey,
  ): Promise<string>;
}

/** Somebody with a key of their own (RFC 9449). */
export async function aProver(nowEpochSeconds: number, method: string, url: string): Promise<Prover> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    async proof(token, change = {}, header = {}, key = privateKey) {
      const claims = {
        ...{ jti: "p-1", htm: method, htu: url, iat: nowEpochSeconds, ath: sha256Text(token) },
        ...change,
      };
      const typed: JWTHeaderParameters = { alg: "ES256", typ: "dpop+jwt", jwk, ...header };
      return await new SignJWT(defined(claims)).setProtectedHeader(defined(typed) as never).sign(key);
    },
  };
}

function defined(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
