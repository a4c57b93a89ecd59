import { describe, expect, it } from "vitest";
import { logoutKey, logoutKeysOf } from "../../../functions/identity/oidc/logout-keys.ts";
import { verifyLogoutToken } from "../../../functions/identity/oidc/logout-token.ts";
import {
  anOidcPolicy,
  keySource,
  makeKey,
  mappingRules,
  mintToken,
  NOW,
  withClaims,
} from "../../support/identity-builders.ts";

const BY_MAIL = withClaims({ subject: "email" });

describe("logoutKeysOf", () => {
  it("keeps nothing of a provider that ends sessions by our subject alone", () => {
    expect(logoutKeysOf({ sub: "ana" }, mappingRules())).toStrictEqual([]);
  });

  it("keeps the session at the provider, and sub where the subject is another claim", () => {
    expect(logoutKeysOf({ sub: "ana", sid: "s-1" }, mappingRules())).toStrictEqual([
      logoutKey(mappingRules(), "sid", "s-1"),
    ]);
    expect(logoutKeysOf({ sub: "ana", sid: "s-1" }, BY_MAIL)).toStrictEqual([
      logoutKey(BY_MAIL, "sub", "ana"),
      logoutKey(BY_MAIL, "sid", "s-1"),
    ]);
  });

  it.each([7, "", null, ["s"], "x".repeat(256)])("keeps nothing of the sid %j", (sid) => {
    expect(logoutKeysOf({ sub: "ana", sid }, mappingRules())).toStrictEqual([]);
  });

  it("gives claims, values and providers keys of their own, always the same", () => {
    const partner = mappingRules({ identityProvider: "partner" });
    const keys = [
      logoutKey(mappingRules(), "sub", "x"),
      logoutKey(mappingRules(), "sid", "x"),
      logoutKey(mappingRules(), "sid", "y"),
      logoutKey(partner, "sid", "x"),
    ];
    expect(new Set(keys).size).toBe(4);
    // Sessions that another version sealed must be found again.
    expect(logoutKey(mappingRules(), "sid", "x")).toBe("AofeM5F2t2xYOpHyQ7_G1d");
  });
});

describe("verifyLogoutToken", () => {
  const key = makeKey("RS256");
  const ends = async (mapping = mappingRules(), claims: Readonly<Record<string, unknown>> = {}) => {
    const policy = anOidcPolicy();
    const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
    const token = mintToken(key, {
      ...{ iss: policy.issuer, aud: policy.clientId, iat: NOW, exp: NOW + 120, jti: "t-1", events },
      ...{ sub: "ana", sid: "s-1", ...claims },
    });
    const rules = { policy, mapping, nowEpochSeconds: NOW };
    return await verifyLogoutToken(token, rules, keySource([key.publicJwk]));
  };

  it("names the person by our subject where that is sub", async () => {
    expect(await ends()).toMatchObject({
      value: {
        ...{ tokenId: "t-1", usableUntil: NOW + 720 },
        person: { identityProvider: "corporate", subject: "ana" },
        session: { logoutKey: logoutKey(mappingRules(), "sid", "s-1") },
      },
    });
  });

  it("names them by what the sign-in sealed where it is not", async () => {
    const sealed = logoutKeysOf({ sub: "ana", sid: "s-1" }, BY_MAIL);
    expect(await ends(BY_MAIL)).toMatchObject({
      value: { person: { logoutKey: sealed[0] }, session: { logoutKey: sealed[1] } },
    });
  });

  it("names nobody, or no session, where the token does not", async () => {
    expect(await ends(mappingRules(), { sub: undefined })).toMatchObject({ value: { person: undefined } });
    expect(await ends(mappingRules(), { sid: undefined })).toMatchObject({ value: { session: undefined } });
  });
});
