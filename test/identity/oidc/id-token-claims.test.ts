import { describe, expect, it } from "vitest";
import { checkIdTokenClaims, type ExpectedClaims } from "../../../functions/identity/oidc/id-token-claims.ts";
import { CLIENT_ID, ISSUER, NONCE, NOW, someClaims } from "../../support/identity-builders.ts";

const EXPECTED: ExpectedClaims = {
  issuer: ISSUER,
  clientId: CLIENT_ID,
  nonce: NONCE,
  maxAuthenticationAgeSeconds: null,
  nowEpochSeconds: NOW,
};

type Claims = Readonly<Record<string, unknown>>;

/** `accepted` or the reason, for the valid claims with these deviations. */
function verdict(deviations: Claims, expected: Partial<ExpectedClaims> = {}): string {
  const checked = checkIdTokenClaims(someClaims(deviations), { ...EXPECTED, ...expected });
  return checked.ok ? "accepted" : checked.error.reason;
}

describe("checkIdTokenClaims", () => {
  it("accepts the claims of a valid token and says when the person signed in", () => {
    const claims = someClaims({ auth_time: NOW - 3_000, name: "Ana" });
    expect(checkIdTokenClaims(claims, EXPECTED)).toStrictEqual({
      ok: true,
      value: { claims, subject: claims.sub, authenticatedAt: NOW - 3_000 },
    });
  });

  it("takes iat for the time of the sign-in where auth_time is absent", () => {
    expect(checkIdTokenClaims(someClaims({ iat: NOW - 5 }), EXPECTED)).toMatchObject({
      value: { authenticatedAt: NOW - 5 },
    });
  });

  it.each(["iss", "sub", "aud", "exp", "iat", "nonce"])(
    "refuses a token without %s and names it",
    (claim) => {
      expect(checkIdTokenClaims(someClaims({ [claim]: undefined }), EXPECTED)).toStrictEqual({
        ok: false,
        error: { reason: "id_token_claim_missing", evidence: { claim } },
      });
    },
  );

  it.each([
    ["another issuer", "https://evil.example"],
    ["a trailing slash", `${ISSUER}/`],
    ["another case", ISSUER.toUpperCase()],
    ["a prefix", ISSUER.slice(0, -1)],
    ["a list", [ISSUER]],
    ["null", null],
  ])("refuses %s as iss", (_name, iss) => {
    expect(verdict({ iss })).toBe("id_token_issuer");
  });

  it.each([
    ["wrong", "nonce-of-another-tab"],
    ["empty", ""],
    ["in a list", [NONCE]],
    ["null", null],
    ["in another case", NONCE.toUpperCase()],
  ])("refuses a nonce that is %s", (_name, nonce) => {
    expect(verdict({ nonce })).toBe("id_token_nonce");
  });

  it.each([
    ["a number", 7],
    ["empty", ""],
    ["null", null],
    ["a list", ["x"]],
    ["an object", {}],
    ["256 characters long", "s".repeat(256)],
  ])("refuses a sub that is %s", (_name, sub) => {
    expect(verdict({ sub })).toBe("id_token_subject");
  });

  it.each(["s", "s".repeat(255)])("accepts a sub of one to 255 characters", (sub) => {
    expect(verdict({ sub })).toBe("accepted");
  });
});

describe("checkIdTokenClaims, for the audience", () => {
  it.each([
    ["a text that is ours", CLIENT_ID, undefined],
    ["a list of us", [CLIENT_ID], undefined],
    ["us as the authorized party too", CLIENT_ID, CLIENT_ID],
    ["a list of us with azp", [CLIENT_ID], CLIENT_ID],
    ["us among others with azp", ["other", CLIENT_ID], CLIENT_ID],
    ["us twice with azp", [CLIENT_ID, CLIENT_ID], CLIENT_ID],
  ])("accepts %s", (_name, aud, azp) => {
    expect(verdict({ aud, azp })).toBe("accepted");
  });

  it.each([
    ["another client", "other"],
    ["a list of others", ["other", "another"]],
    ["an empty list", []],
    ["an empty text", ""],
    ["our name inside a text", `${CLIENT_ID} other`],
    ["another case", CLIENT_ID.toUpperCase()],
    ["us and a number", [CLIENT_ID, 7]],
    ["us and null", [CLIENT_ID, null]],
    ["a number", 7],
    ["null", null],
    ["an object", { 0: CLIENT_ID }],
  ])("refuses %s as aud", (_name, aud) => {
    expect(verdict({ aud, azp: CLIENT_ID })).toBe("id_token_audience");
  });

  it.each([
    ["several audiences without azp", [CLIENT_ID, "other"], undefined],
    ["several audiences with another azp", [CLIENT_ID, "other"], "other"],
    ["one audience with another azp", CLIENT_ID, "other"],
    ["an azp that is null", CLIENT_ID, null],
    ["an azp in a list", CLIENT_ID, [CLIENT_ID]],
    ["an empty azp", CLIENT_ID, ""],
  ])("refuses %s", (_name, aud, azp) => {
    expect(verdict({ aud, azp })).toBe("id_token_authorized_party");
  });
});

describe("checkIdTokenClaims, for the times", () => {
  it.each([
    ["exp at the edge of the skew", { exp: NOW - 59 }, "accepted"],
    ["exp just past the skew", { exp: NOW - 60 }, "id_token_expired"],
    ["exp long past", { exp: NOW - 86_400 }, "id_token_expired"],
    ["exp at zero", { exp: 0 }, "id_token_expired"],
    ["exp in a century", { exp: NOW + 3e9 }, "accepted"],
    ["nbf in the past", { nbf: NOW - 1 }, "accepted"],
    ["nbf at the edge of the skew", { nbf: NOW + 60 }, "accepted"],
    ["nbf just past the skew", { nbf: NOW + 61 }, "id_token_not_yet_valid"],
    ["iat at the edge of the skew", { iat: NOW + 60 }, "accepted"],
    ["iat just past the skew", { iat: NOW + 61 }, "id_token_issued_in_future"],
    ["iat at the age limit with skew", { iat: NOW - 660 }, "accepted"],
    ["iat just past the age limit", { iat: NOW - 661 }, "id_token_too_old"],
    ["iat a week old", { iat: NOW - 604_800 }, "id_token_too_old"],
    ["fractions of a second", { iat: NOW - 0.5, exp: NOW + 0.5 }, "accepted"],
    ["auth_time at the edge of the skew", { auth_time: NOW + 60 }, "accepted"],
    ["auth_time just past the skew", { auth_time: NOW + 61 }, "id_token_authentication_age"],
    ["an old auth_time where no age was asked", { auth_time: NOW - 604_800 }, "accepted"],
  ])("judges %s", (_name, deviations, expected) => {
    expect(verdict(deviations)).toBe(expected);
  });

  it.each(["exp", "iat", "nbf", "auth_time"])("refuses %s of the wrong type and names it", (claim) => {
    for (const value of [String(NOW), null, -1, Number.NaN, Number.POSITIVE_INFINITY, [NOW], true, {}]) {
      expect(checkIdTokenClaims(someClaims({ [claim]: value }), EXPECTED), String(value)).toStrictEqual({
        ok: false,
        error: { reason: "id_token_claim_invalid", evidence: { claim } },
      });
    }
  });
});

describe("checkIdTokenClaims, where max_age was sent", () => {
  const recent = { maxAuthenticationAgeSeconds: 300 };

  it.each([
    ["at the limit with skew", NOW - 360, "accepted"],
    ["just past the limit", NOW - 361, "id_token_authentication_age"],
    ["just now", NOW, "accepted"],
    ["in the future beyond the skew", NOW + 61, "id_token_authentication_age"],
    ["unsaid", undefined, "id_token_authentication_age"],
  ])("judges a sign-in %s", (_name, auth_time, expected) => {
    expect(verdict({ auth_time }, recent)).toBe(expected);
  });

  it("holds a max_age of 0 to the skew", () => {
    const now = { maxAuthenticationAgeSeconds: 0 };
    expect(verdict({ auth_time: NOW - 60 }, now)).toBe("accepted");
    expect(verdict({ auth_time: NOW - 61 }, now)).toBe("id_token_authentication_age");
    expect(verdict({}, now)).toBe("id_token_authentication_age");
  });
});
