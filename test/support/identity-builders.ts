/**
 * One valid OpenID provider policy, ID token and sign-in, from which each identity test deviates.
 * Keys are made at run time; tokens are minted by hand, because a JOSE library refuses to make most bad ones.
 */
import {
  constants,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  type SignKeyObjectInput,
  sign,
} from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { JWK } from "jose";
import { ClientSecretBasic } from "openid-client";
import { onTestFinished } from "vitest";
import type { HostileProvider } from "../../dev/identity-provider/hostile.ts";
import { closeServer, listenOnLoopback } from "../../dev/loopback.ts";
import type { SignInEvent } from "../../functions/core/audit-event.ts";
import type {
  ClaimsMapping,
  OidcProviderPolicy,
  SignatureAlgorithm,
} from "../../functions/core/policy-identity.ts";
import { ok } from "../../functions/core/result.ts";
import type { IdTokenRules } from "../../functions/identity/oidc/id-token.ts";
import { createOidcProvider, type OidcProviderOptions } from "../../functions/identity/oidc/provider.ts";
import type { KeySource } from "../../functions/identity/oidc/signed-token.ts";
import { readVerificationKeys } from "../../functions/identity/oidc/verification-keys.ts";
import type { MappingRules } from "../../functions/identity/principal-mapping.ts";
import { createPseudonym } from "../../functions/identity/pseudonym.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import { createSignIn, type SignIn, type SignInPorts } from "../../functions/sign-in/oidc-sign-in.ts";
import type { OidcIdentityProvider, OidcLogoutVerifier } from "../../functions/sign-in-ports.ts";
import { NO_REVOCATIONS } from "./memory-revocations.ts";
import {
  type CollectingAuditSink,
  createCollectingAuditSink,
  createMemoryHomeStores,
} from "./memory-stores.ts";

/** Seconds since the epoch, for tests without a provider; those with one need its real clock. */
export const NOW = 1_800_000_000;
export const ISSUER = "https://login.example.com/tenant";
export const CLIENT_ID = "streamgate";
export const CLIENT_SECRET = "client-secret-of-the-broker";
export const NONCE = "nonce-of-this-sign-in";
export const REDIRECT_URI = "http://localhost:9/login/corporate/callback";
export const IDENTITY_PROVIDER = "corporate";

/* Keys and tokens */

export interface TestKey {
  readonly algorithm: SignatureAlgorithm;
  readonly privateKey: KeyObject;
  /** As a provider publishes it: `kid`, `alg`, `use`. */
  readonly publicJwk: JWK;
}

export interface KeyOptions {
  readonly keyId?: string;
  /** RSA only. */
  readonly modulusLength?: number;
  readonly publicExponent?: number;
}

export function makeKey(algorithm: SignatureAlgorithm, options: KeyOptions = {}): TestKey {
  const { publicKey, privateKey } = keyPair(algorithm, options);
  const described = { kid: options.keyId ?? "key-1", alg: algorithm, use: "sig" };
  return {
    algorithm,
    privateKey,
    publicJwk: { ...(publicKey.export({ format: "jwk" }) as JWK), ...described },
  };
}

function keyPair(algorithm: SignatureAlgorithm, options: KeyOptions) {
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  if (algorithm === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { modulusLength = 2048, publicExponent = 65_537 } = options;
  return generateKeyPairSync("rsa", { modulusLength, publicExponent });
}

/** In every set of overrides `undefined` removes the member. */
export type Overrides = Readonly<Record<string, unknown>>;

export function mintToken(key: TestKey, claims: Overrides, header: Overrides = {}): string {
  return mintRaw(key, JSON.stringify(claims), header);
}

/** `payload` as it stands, for payloads that are no JSON object. */
export function mintRaw(key: TestKey, payload: string | Uint8Array, header: Overrides = {}): string {
  const fullHeader = { alg: key.algorithm, typ: "JWT", kid: key.publicJwk.kid, ...header };
  const content = `${base64url(JSON.stringify(fullHeader))}.${base64url(payload)}`;
  return `${content}.${signatureOf(key, Buffer.from(content)).toString("base64url")}`;
}

export function base64url(data: string | Uint8Array): string {
  return Buffer.from(data as string).toString("base64url");
}

function signatureOf({ algorithm, privateKey }: TestKey, content: Buffer): Buffer {
  const input: SignKeyObjectInput = { key: privateKey, dsaEncoding: "ieee-p1363" };
  switch (algorithm) {
    case "EdDSA":
      return sign(null, content, privateKey);
    case "PS256":
      return sign("sha256", content, { ...input, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    case "RS256":
    case "ES256":
      return createSign("sha256").update(content).sign(input);
  }
}

/** The claims of a valid ID token at `NOW`. */
export function someClaims(overrides: Overrides = {}): Record<string, unknown> {
  return {
    iss: ISSUER,
    sub: "5c1d0f7e-3b92",
    aud: CLIENT_ID,
    nonce: NONCE,
    iat: NOW,
    exp: NOW + 300,
    ...overrides,
  };
}

export function idTokenRules(overrides: Partial<IdTokenRules> = {}): IdTokenRules {
  return {
    issuer: ISSUER,
    clientId: CLIENT_ID,
    nonce: NONCE,
    maxAuthenticationAgeSeconds: null,
    nowEpochSeconds: NOW,
    algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
    accessToken: "access-token",
    code: "authorization-code",
    ...overrides,
  };
}

export interface CountingKeySource extends KeySource {
  readonly refreshes: number;
}

/** `current` until asked to refresh, then `refreshed`. */
export function keySource(current: readonly JWK[], refreshed: readonly JWK[] = current): CountingKeySource {
  const [before, after] = [current, refreshed].map((keys) => ok(readVerificationKeys({ keys })));
  if (before === undefined || after === undefined) throw new TypeError("unreachable");
  const source = {
    refreshes: 0,
    current: async () => before,
    refresh: async () => {
      source.refreshes += 1;
      return current === refreshed ? before : after;
    },
  };
  return source;
}

/* The policy's part */

const CLAIMS: ClaimsMapping = {
  subject: "sub",
  displayName: "name",
  email: "email",
  groups: "groups",
  country: "country",
  mfa: { claim: "amr", anyOf: ["mfa"] },
};

export function mappingRules(overrides: Partial<MappingRules> = {}): MappingRules {
  return {
    identityProvider: IDENTITY_PROVIDER,
    claims: CLAIMS,
    userId: { from: "pseudonym" },
    pseudonym: createPseudonym(new Uint8Array(32).fill(7)),
    knownGroups: new Set(["staff", "treasury"]),
    ...overrides,
  };
}

export function withClaims(overrides: Partial<ClaimsMapping>): MappingRules {
  return mappingRules({ claims: { ...CLAIMS, ...overrides } });
}

export function anOidcPolicy(overrides: Partial<OidcProviderPolicy> = {}): OidcProviderPolicy {
  return {
    protocol: "oidc",
    name: { en: "Corporate sign-in" },
    issuer: ISSUER,
    clientId: CLIENT_ID,
    clientAuthentication: { method: "client_secret_basic", secret: "secret:streamgate/corporate" },
    scopes: ["openid", "profile", "email", "groups", "country"],
    algorithms: ["RS256"],
    endpointHosts: [],
    acrValues: [],
    maxAuthenticationAgeSeconds: null,
    claims: CLAIMS,
    userId: { from: "pseudonym" },
    ...overrides,
  } as OidcProviderPolicy;
}

/** The product's adapter against a provider on loopback. */
export function anOidcProvider(
  policy: Partial<OidcProviderPolicy>,
  overrides: Partial<OidcProviderOptions> = {},
): OidcIdentityProvider & OidcLogoutVerifier {
  return createOidcProvider({
    policy: anOidcPolicy(policy),
    redirectUri: REDIRECT_URI,
    clientAuthentication: async () => ok(ClientSecretBasic(CLIENT_SECRET)),
    mapping: mappingRules(),
    development: true,
    ...overrides,
  });
}

/* The use case */

export interface SignInStage {
  readonly signIn: SignIn;
  readonly ports: SignInPorts;
  readonly audit: CollectingAuditSink;
}

/** Everything real but the store and the audit sink, which are in memory. */
export function signInStage(
  providers: Readonly<Record<string, OidcIdentityProvider>>,
  replacements: Partial<SignInPorts> = {},
): SignInStage {
  const audit = createCollectingAuditSink();
  const ports: SignInPorts = {
    providers: new Map(Object.entries(providers)),
    homes: createMemoryHomeStores(),
    revocations: NO_REVOCATIONS,
    sealer: createSealer([{ id: "test", secret: randomBytes(32) }]),
    audit,
    now: Date.now,
    randomText: (byteLength) => randomBytes(byteLength).toString("base64url"),
    sessions: { brokerSessionSeconds: 3600, loginTransactionSeconds: 600 },
    ...replacements,
  };
  return { signIn: createSignIn(ports), ports, audit };
}

export function signInEventsOf({ audit }: Pick<SignInStage, "audit">): readonly SignInEvent[] {
  return audit.events.filter((event) => event.event === "sign_in");
}

/* Providers and servers */

/** Where a hostile provider, which needs no person, sends the browser back to. */
export async function callbackOf(redirectTo: string): Promise<URL> {
  const response = await fetch(redirectTo, { redirect: "manual" });
  await response.body?.cancel();
  return new URL(response.headers.get("location") ?? "about:blank");
}

/**
 * Makes the hostile provider publish these keys and answer every code with a token by the first of them, for the
 * nonce that it was last asked for.
 */
export function signWith(hostile: HostileProvider, keys: readonly TestKey[], header: Overrides = {}): void {
  hostile.script.jwks = { keys: keys.map(({ publicJwk }) => publicJwk) };
  hostile.script.tokenResponse = {
    get id_token() {
      const [key] = keys;
      return key && mintToken(key, freshClaims(hostile), header);
    },
  };
}

/** The claims of a valid ID token of the hostile provider, now. */
export function freshClaims({ issuer, requests }: HostileProvider): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const nonce = requests.lastAuthorization?.get("nonce");
  return someClaims({ iss: issuer, nonce, iat: now, exp: now + 300 });
}

/** A server on loopback for one test; answers its origin. */
export async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => closeServer(server));
  return `http://127.0.0.1:${port}`;
}
