import { exportJWK, generateKeyPair, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessTokenIssuer } from "../../../functions/core/policy-portal-api.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { createAccessTokens } from "../../../functions/identity/oidc/access-token.ts";
import { logoutKey } from "../../../functions/identity/oidc/logout-keys.ts";
import type { MappingRules } from "../../../functions/identity/principal-mapping.ts";
import type { AccessTokens, PresentedToken } from "../../../functions/portal-api-ports.ts";
import type { HomeStores } from "../../../functions/ports.ts";
import { createMemoryHomeStores, ELSEWHERE, HOME, seenFrom } from "../../support/memory-stores.ts";
import {
  AUDIENCE,
  aProver,
  CLIENT,
  startTokenIssuer,
  type TokenIssuerStage,
} from "../../support/token-issuer.ts";

const NOW = 1_795_000_000;
const URL_OF_ROUTE = "https://launch.example.com/api/v1/streaming-urls";

let stage: TokenIssuerStage;
beforeAll(async () => {
  stage = await startTokenIssuer(NOW);
});
afterAll(() => stage.stop());

function accessTokens(
  policy: Partial<AccessTokenIssuer> = {},
  proofs: HomeStores = createMemoryHomeStores(),
  subject = "sub",
): AccessTokens {
  const claims = {
    ...{ subject, displayName: "name", email: "email", groups: "groups", country: "country" },
    mfa: { claim: "amr", anyOf: ["mfa"] },
  };
  const mapping = {
    ...{ identityProvider: "corporate", claims, userId: { from: "pseudonym" as const } },
    pseudonym: (provider: string, subject: string) => `u-${provider}-${subject}`,
    knownGroups: new Set(["treasury"]),
    noSubject: "access_token_subject" as const,
  };
  const issuers = [{ id: "staff", policy: stage.policy(policy), mapping }];
  return createAccessTokens({ issuers, proofs, development: true });
}

function bearer(token: string, change: Partial<PresentedToken> = {}): PresentedToken {
  return { scheme: "Bearer", token, proof: undefined, method: "POST", url: URL_OF_ROUTE, ...change };
}

async function reasonOf(
  presented: PresentedToken | string,
  policy: Partial<AccessTokenIssuer> = {},
): Promise<unknown> {
  const given = typeof presented === "string" ? bearer(presented) : presented;
  const verified = await accessTokens(policy).verify(given, NOW * 1_000);
  return verified.ok ? verified.value : verified.error.reason;
}

describe("createAccessTokens", () => {
  it("gives the person as their sign-in would, and the client", async () => {
    const token = await stage.token({
      name: "Lucía",
      country: "ES",
      amr: ["pwd", "mfa"],
      auth_time: NOW - 60,
    });
    expect(await reasonOf(token)).toStrictEqual({
      issuer: "staff",
      clientId: CLIENT,
      issuedAt: NOW,
      logoutKeys: [],
      principal: {
        ...{ identityProvider: "corporate", subject: "lucia", userId: "u-corporate-lucia" },
        ...{ displayName: "Lucía", email: undefined, groups: ["treasury"], country: "ES" },
        ...{ mfaEvidence: "amr=mfa", authenticatedAt: NOW - 60 },
      },
    });
  });

  it("says by what the provider's logout tokens may end what is done by it", async () => {
    const keysOf = async (token: string, subject?: string) => {
      const verified = await accessTokens({}, undefined, subject).verify(bearer(token), NOW * 1_000);
      return verified.ok ? verified.value.logoutKeys : verified.error;
    };
    const mapping = { identityProvider: "corporate", claims: { subject: "oid" } } as MappingRules;
    const [bySub, bySid] = [logoutKey(mapping, "sub", "lucia"), logoutKey(mapping, "sid", "s-1")];
    const token = await stage.token({ sid: "s-1", oid: "o-1" });
    expect(await keysOf(token)).toStrictEqual([bySid]);
    expect(await keysOf(token, "oid")).toStrictEqual([bySub, bySid]);
  });

  it("says of a token without `auth_time` that the person was there when it was issued", async () => {
    expect(await reasonOf(await stage.token())).toMatchObject({
      principal: { authenticatedAt: NOW, mfaEvidence: undefined },
    });
  });

  it("takes a token for several audiences, ours among them", async () => {
    expect(await reasonOf(await stage.token({ aud: ["urn:other", AUDIENCE] }))).toMatchObject({
      clientId: CLIENT,
    });
  });

  it.each([
    ["another issuer's", { iss: "https://evil.example" }, "access_token_issuer"],
    ["no issuer's", { iss: undefined }, "access_token_issuer"],
    ["one with a slash more", { iss: "SLASH" }, "access_token_issuer"],
    ["for another audience", { aud: "urn:other" }, "access_token_audience"],
    ["for audiences that are no texts", { aud: [AUDIENCE, 7] }, "access_token_audience"],
    ["for an audience that only looks alike", { aud: `${AUDIENCE}/` }, "access_token_audience"],
    ["of another client", { client_id: "somebody" }, "client_unknown"],
    ["of a client by a name every object has", { client_id: "constructor" }, "client_unknown"],
    ["of a client without a name", { client_id: "" }, "access_token_claim_invalid"],
    ["of a client in a list", { client_id: [CLIENT] }, "access_token_claim_invalid"],
    ["without an audience", { aud: undefined }, "access_token_claim_missing"],
    ["without a client", { client_id: undefined }, "access_token_claim_missing"],
    ["without an id", { jti: undefined }, "access_token_claim_missing"],
    ["without an end", { exp: undefined }, "access_token_claim_missing"],
    ["without a beginning", { iat: undefined }, "access_token_claim_missing"],
    ["without a subject", { sub: undefined }, "access_token_claim_missing"],
    ["of an empty subject", { sub: "" }, "access_token_claim_invalid"],
    ["that is over", { exp: NOW - 30 }, "access_token_expired"],
    ["not valid yet", { nbf: NOW + 31 }, "access_token_not_yet_valid"],
    ["issued in the future", { iat: NOW + 31 }, "access_token_issued_in_future"],
    ["of somebody who will have signed in", { auth_time: NOW + 31 }, "access_token_issued_in_future"],
    ["with an end that is a text", { exp: "tomorrow" }, "access_token_claim_invalid"],
    ["with a beginning that is a text", { iat: "today" }, "access_token_claim_invalid"],
    ["with a start that is a text", { nbf: "today" }, "access_token_claim_invalid"],
    ["with a sign-in that is a text", { auth_time: "today" }, "access_token_claim_invalid"],
    ["of a client for itself", { sub: CLIENT }, "access_token_without_person"],
    ["that is an ID token by its nonce", { nonce: "n" }, "access_token_of_another_kind"],
    ["that is an ID token by its hash", { at_hash: "h" }, "access_token_of_another_kind"],
    ["bound to a certificate", { cnf: { "x5t#S256": "x" } }, "access_token_claim_invalid"],
    ["bound to nothing", { cnf: "key" }, "access_token_claim_invalid"],
    ["bound to a key, and borne", { cnf: { jkt: "k".repeat(43) } }, "dpop_required"],
    [
      "whose person has too many groups",
      { groups: undefined, _claim_names: { groups: "s" } },
      "groups_overage",
    ],
  ])("refuses a token %s", async (_what, change, reason) => {
    const iss = "iss" in change && change.iss === "SLASH" ? { iss: `${stage.issuer}/` } : {};
    expect(await reasonOf(await stage.token({ ...change, ...iss }))).toBe(reason);
  });

  it("allows clocks half a minute", async () => {
    expect(await reasonOf(await stage.token({ exp: NOW - 29, iat: NOW + 30, nbf: NOW + 30 }))).toHaveProperty(
      "clientId",
    );
  });

  it.each([
    ["an ID token by its type", { typ: "JWT" }, "access_token_header"],
    ["no type", { typ: undefined }, "access_token_header"],
    ["a logout token", { typ: "logout+jwt" }, "access_token_header"],
    ["a proof", { typ: "dpop+jwt" }, "access_token_header"],
    ["a type that is no text", { typ: 7 }, "access_token_header"],
    ["keys elsewhere", { jku: "https://evil.example/jwks" }, "access_token_header"],
    ["a certificate elsewhere", { x5u: "https://evil.example/cert" }, "access_token_header"],
    ["a certificate with it", { x5c: ["MII"] }, "access_token_header"],
    ["a key with it", { jwk: { kty: "oct", k: "x" } }, "access_token_header"],
    ["what must be understood", { crit: ["exp"], exp: 1 }, "access_token_header"],
    ["a key id that is a path", { kid: "../../dev/null" }, "access_token_key"],
    ["a key id that asks a database", { kid: "k1' OR '1'='1" }, "access_token_key"],
    ["a key id that is a number", { kid: 1 }, "access_token_header"],
    ["an algorithm that the policy does not list", { alg: "PS256" }, "access_token_algorithm"],
  ])("refuses a header with %s", async (_what, header, reason) => {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const forged = await headed(await stage.token({}, {}, privateKey), header);
    expect(await reasonOf(forged)).toBe(reason);
  });

  it("takes the type's long name, in any case", async () => {
    for (const typ of ["application/at+jwt", "AT+JWT"]) {
      expect(await reasonOf(await stage.token({}, { typ }))).toHaveProperty("clientId");
    }
  });

  it("refuses the public key used as a secret", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(stage.publicJwk));
    const token = await stage.token({}, { alg: "HS256" }, secret);
    expect(await reasonOf(token)).toBe("access_token_algorithm");
    expect(await reasonOf(await headed(token, { alg: "RS256" }))).toBe("access_token_signature");
  });

  it("refuses a token that nobody signed", async () => {
    const unsigned = new UnsecuredJWT({ iss: stage.issuer }).encode();
    expect(await reasonOf(unsigned)).toBe("access_token_malformed");
    expect(await reasonOf(`${unsigned}AAAAAAAAAAAAAAAAAAAA`)).toBe("access_token_algorithm");
  });

  it("refuses a token of another key under the same id", async () => {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    expect(await reasonOf(await stage.token({}, {}, privateKey))).toBe("access_token_signature");
  });

  it("refuses a token whose claims were changed", async () => {
    const [header, , signature] = (await stage.token()).split(".");
    const [, claims] = (await stage.token({ sub: "marta" })).split(".");
    expect(await reasonOf(`${header}.${claims}.${signature}`)).toBe("access_token_signature");
  });

  it.each(["", "x", "a.b", "a.b.c.d.e", "e30.e30.e30", `e30.${"A".repeat(20_000)}.e30`])(
    "refuses what is no token: %s",
    async (token) => {
      expect(await reasonOf(token)).toMatch(/^access_token_(?:malformed|issuer)$/);
    },
  );

  it("says that an issuer is away, which is not the token's fault", async () => {
    const away = stage.policy({ issuer: "http://127.0.0.1:9" });
    const token = await stage.token({ iss: away.issuer });
    expect(await reasonOf(token, { issuer: away.issuer })).toBe("provider_unavailable");
  });

  it("asks for the issuer's keys once, however many tokens come", async () => {
    const tokens = accessTokens();
    const before = stage.keyRequests();
    const token = await stage.token();
    for (const _ of [1, 2, 3]) await tokens.verify(bearer(token), NOW * 1_000);
    expect(stage.keyRequests() - before).toBe(1);
  });
});

describe("a declared profile", () => {
  const entra = { types: ["JWT"], client: "azp", hasAudience: true, requires: {}, onlyOfPeople: ["scp"] };
  const cognito = {
    ...{ types: ["none"], client: "client_id", hasAudience: false },
    ...{ requires: { token_use: "access" }, onlyOfPeople: [] },
  };
  const ofEntra = { client_id: undefined, jti: undefined, azp: CLIENT, scp: "launch" };
  const ofCognito = { aud: undefined, token_use: "access" };

  it("reads a token of Entra ID's kind", async () => {
    const token = await stage.token(ofEntra, { typ: "JWT" });
    expect(await reasonOf(token, { profile: entra })).toMatchObject({ clientId: CLIENT });
  });

  it("refuses what an application got for itself", async () => {
    const token = await stage.token({ ...ofEntra, scp: undefined, roles: ["all"] }, { typ: "JWT" });
    expect(await reasonOf(token, { profile: entra })).toBe("access_token_without_person");
  });

  it("refuses an ID token of the same issuer", async () => {
    const token = await stage.token({ ...ofEntra, aud: CLIENT }, { typ: "JWT" });
    expect(await reasonOf(token, { profile: entra })).toBe("access_token_audience");
  });

  it("reads a token of Cognito's kind, which has no audience and no type", async () => {
    const token = await stage.token(ofCognito, { typ: undefined });
    expect(await reasonOf(token, { profile: cognito })).toMatchObject({ clientId: CLIENT });
  });

  it("refuses Cognito's ID token", async () => {
    const token = await stage.token({ ...ofCognito, token_use: "id" }, { typ: undefined });
    expect(await reasonOf(token, { profile: cognito })).toBe("access_token_of_another_kind");
  });
});

describe("proof of possession", () => {
  async function proven(
    change: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    presented: Partial<PresentedToken> = {},
  ): Promise<PresentedToken> {
    const prover = await aProver(NOW, "POST", URL_OF_ROUTE);
    const token = await stage.token({ cnf: { jkt: prover.thumbprint } });
    const proof = await prover.proof(token, change, header);
    return bearer(token, { scheme: "DPoP", proof, ...presented });
  }
  const optional = { dpop: "optional" } as const;

  it("is taken for the token it is for", async () => {
    expect(await reasonOf(await proven(), optional)).toHaveProperty("clientId");
    expect(await reasonOf(await proven({ htu: `${URL_OF_ROUTE}?x=1#y` }), optional)).toHaveProperty(
      "clientId",
    );
  });

  it("is taken once", async () => {
    const tokens = accessTokens(optional);
    const presented = await proven();
    expect(await tokens.verify(presented, NOW * 1_000)).toMatchObject({ ok: true });
    expect(await tokens.verify(presented, NOW * 1_000)).toMatchObject({
      error: { reason: "dpop_proof_used" },
    });
  });

  it("is taken once in all Regions together", async () => {
    const homes = createMemoryHomeStores();
    const regions = [HOME, ELSEWHERE].map((region) => accessTokens(optional, seenFrom(region, homes)));
    const presented = await proven();
    const all = Array.from({ length: 50 }, (_, place) =>
      regions[place % regions.length]?.verify(presented, NOW * 1_000),
    );
    const outcomes = await Promise.all(all);
    const reasons = outcomes.flatMap((each) => (each?.ok === false ? [each.error.reason] : []));
    expect(outcomes.filter((each) => each?.ok)).toHaveLength(1);
    expect(reasons).toEqual(Array.from({ length: 49 }, () => "dpop_proof_used"));
  });

  it("is used up in the Region that its id and its key decide, and in no other", async () => {
    const asked = new Set<string>();
    const home = (region: string) => ({ consume: async () => ok(void asked.add(region)) });
    const homes = createMemoryHomeStores({ [HOME]: home(HOME), [ELSEWHERE]: home(ELSEWHERE) });
    const presented = await proven();
    for (const _ of [1, 2, 3]) await accessTokens(optional, homes).verify(presented, NOW * 1_000);
    expect(asked.size).toBe(1);
    for (const _ of Array(40)) await accessTokens(optional, homes).verify(await proven(), NOW * 1_000);
    expect(asked).toEqual(new Set([HOME, ELSEWHERE]));
  });

  it("is not taken while its home is away, nor where it has none", async () => {
    const away = { consume: async () => err("unavailable" as const) };
    const homes = { ...createMemoryHomeStores({ [HOME]: away }), homeOf: () => HOME };
    for (const stores of [homes, { ...homes, of: () => undefined }]) {
      expect(await accessTokens(optional, stores).verify(await proven(), NOW * 1_000)).toMatchObject({
        error: { reason: "dpop_store_unavailable", evidence: { region: HOME } },
      });
    }
  });

  it.each([
    ["another method", { htm: "GET" }, {}],
    ["another address", { htu: "https://launch.example.com/api/v1/sessions" }, {}],
    ["an address that is none", { htu: "nowhere" }, {}],
    ["no address", { htu: undefined }, {}],
    ["another token", { ath: "x" }, {}],
    ["no token", { ath: undefined }, {}],
    ["a moment that is over", { iat: NOW - 61 }, {}],
    ["a moment to come", { iat: NOW + 61 }, {}],
    ["no moment", { iat: undefined }, {}],
    ["no id", { jti: undefined }, {}],
    ["an id without end", { jti: "x".repeat(256) }, {}],
    ["another type", {}, { typ: "JWT" }],
    ["a header that it does not need", {}, { kid: "k1" }],
    ["an algorithm that is not its key's", {}, { alg: "RS256" }],
  ])("is refused with %s", async (_what, change, header) => {
    const presented = await proven(change);
    const proof =
      Object.keys(header).length > 0 ? await headed(String(presented.proof), header) : presented.proof;
    expect(await reasonOf({ ...presented, proof }, optional)).toBe("dpop_proof_invalid");
  });

  it.each([undefined, "", "a.b.c", "x,y"])("is refused where it is %s", async (proof) => {
    expect(await reasonOf(await proven({}, {}, { proof }), optional)).toBe("dpop_proof_invalid");
  });

  it("is refused of another key, or with a private one in it", async () => {
    const other = await aProver(NOW, "POST", URL_OF_ROUTE);
    const mine = await proven();
    const proof = await other.proof(mine.token);
    expect(await reasonOf({ ...mine, proof }, optional)).toBe("dpop_proof_invalid");
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const leaked = await other.proof(mine.token, {}, { jwk: await exportJWK(privateKey) });
    expect(await reasonOf({ ...mine, proof: leaked }, optional)).toBe("dpop_proof_invalid");
  });

  it("is asked of everybody where the policy requires it", async () => {
    const required = { dpop: "required" } as const;
    expect(await reasonOf(await stage.token(), required)).toBe("dpop_required");
    expect(await reasonOf(await proven(), required)).toHaveProperty("clientId");
  });

  it("is not taken where the policy has none, nor for a token that is bound to nothing", async () => {
    expect(await reasonOf(await proven())).toBe("dpop_not_accepted");
    const unbound = bearer(await stage.token(), { scheme: "DPoP", proof: "x" });
    expect(await reasonOf(unbound, optional)).toBe("dpop_not_accepted");
  });
});

/** The token with another header, under the signature that it had. */
async function headed(token: string, change: Record<string, unknown>): Promise<string> {
  const [header = "", ...rest] = token.split(".");
  const members = { ...JSON.parse(Buffer.from(header, "base64url").toString()), ...change };
  return [Buffer.from(JSON.stringify(members)).toString("base64url"), ...rest].join(".");
}
