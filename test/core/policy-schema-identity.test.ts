import { describe, expect, it } from "vitest";
import { aPolicyInput, withValue } from "../support/policies.ts";
import { issuesOf, messagesAt, policyOf } from "../support/policy-issues.ts";

const corporate = ["identityProviders", "corporate"];
const least = {
  protocol: "oidc",
  name: "Login",
  issuer: "https://other.example.com",
  clientId: "streamgate",
  clientAuthentication: { method: "none" },
};

describe("identityProvider", () => {
  it("fills in its defaults", () => {
    const input = withValue(["identityProviders", "corporate"], least);
    expect(policyOf(input).identityProviders.corporate).toStrictEqual({
      protocol: "oidc",
      name: { en: "Login" },
      issuer: "https://other.example.com",
      clientId: "streamgate",
      clientAuthentication: { method: "none" },
      scopes: ["openid", "profile", "email"],
      algorithms: ["RS256"],
      endpointHosts: [],
      acrValues: [],
      maxAuthenticationAgeSeconds: null,
      claims: {
        subject: "sub",
        displayName: "name",
        email: "email",
        groups: "groups",
        country: null,
        homeRegion: null,
        mfa: null,
      },
      userId: { from: "pseudonym" },
    });
  });

  it("keeps the issuer as it is written, trailing slash included", () => {
    expect(policyOf(aPolicyInput()).identityProviders.corporate).toMatchObject({
      issuer: "https://login.example.com/tenant/",
    });
  });

  it.each(["name", "issuer", "clientId", "clientAuthentication"])("requires %s", (key) => {
    expect(messagesAt([...corporate, key], undefined)).toStrictEqual([`missing key \`${key}\``]);
  });

  it("refuses a protocol it does not know", () => {
    expect(messagesAt([...corporate, "protocol"], "ldap")).toStrictEqual(["must be one of `oidc`, `saml`"]);
  });

  it("accepts a key instead of a secret", () => {
    const method = { method: "private_key_jwt", key: "secret:key", keyId: "1", algorithm: "ES256" };
    expect(issuesOf(withValue([...corporate, "clientAuthentication"], method))).toStrictEqual([]);
  });

  it("never repeats a secret that stands where its reference belongs", () => {
    const secret = "correct-horse-battery-staple";
    const path = [...corporate, "clientAuthentication"];
    const misplaced = [
      { method: "client_secret_basic", secret },
      { method: "private_key_jwt", key: secret, keyId: "1", algorithm: "ES256" },
      { method: secret },
      { method: "none", secret },
      secret,
      [secret],
    ];
    for (const value of misplaced) {
      const issues = issuesOf(withValue(path, value));
      expect(issues).not.toStrictEqual([]);
      expect(issues.join()).not.toContain(secret);
    }
  });

  it.each(["none", "HS256", "RS1"])("refuses the algorithm %s", (algorithm) => {
    expect(messagesAt([...corporate, "algorithms", 0], algorithm)).toStrictEqual([
      "must be one of `RS256`, `PS256`, `ES256`, `EdDSA`",
    ]);
  });

  it("requires the scope that makes it OpenID", () => {
    expect(messagesAt([...corporate, "scopes"], ["profile"])).toStrictEqual([
      "must contain `openid`, or the provider sends no ID token",
    ]);
  });

  it("refuses two scopes in one text", () => {
    expect(messagesAt([...corporate, "scopes"], ["openid", "openid email"])).toStrictEqual([]);
    expect(issuesOf(withValue([...corporate, "scopes"], ["openid", "openid email"]))).toStrictEqual([
      "identityProviders.corporate.scopes.1 must be a scope without spaces or quotes",
    ]);
  });

  it("reads a claim by name or by path", () => {
    const path = [...corporate, "claims", "groups"];
    expect(messagesAt(path, "https://example.com/groups")).toStrictEqual([]);
    expect(messagesAt(path, ["realm_access", "roles"])).toStrictEqual([]);
    expect(messagesAt(path, [])).toStrictEqual(["must name at least one claim"]);
    expect(messagesAt(path, 7)).toStrictEqual([
      "must be the name of a claim, or a list of names that leads into nested objects",
    ]);
  });

  it("says which name of a claim path is wrong", () => {
    expect(issuesOf(withValue([...corporate, "claims", "groups"], ["realm_access", 7]))).toStrictEqual([
      "identityProviders.corporate.claims.groups.1 must be a text; put it in quotes",
    ]);
  });

  it("takes the UserId from a claim only where the claim is named", () => {
    expect(issuesOf(withValue([...corporate, "userId"], { from: "claim" }))).toStrictEqual([
      "identityProviders.corporate.userId.claim missing key `claim`",
    ]);
    expect(issuesOf(withValue([...corporate, "userId"], { from: "claim", claim: "upn" }))).toStrictEqual([]);
  });
});
