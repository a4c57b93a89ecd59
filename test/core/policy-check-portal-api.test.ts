import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../functions/core/policy-checks.ts";
import { isForClient } from "../../functions/core/policy-portal-api.ts";
import { aPolicy } from "../support/core-builders.ts";
import { type Json, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const ISSUER: { [key: string]: Json } = {
  issuer: "https://login.example.com/tenant/",
  audience: "https://launch.example.com",
  identityProvider: "corporate",
  clients: { portal: { applications: ["treasury"] } },
};

function withIssuer(
  change: { [key: string]: Json },
  ...more: (readonly [readonly (string | number)[], Json])[]
) {
  return withValues([["api"], { issuers: { staff: { ...ISSUER, ...change } } }], ...more);
}

const PROFILE = { types: ["JWT"], client: "azp" };

describe("the rules of the Portal API", () => {
  it("find nothing wrong with an issuer of RFC 9068", () => {
    expect(issuesOf(withIssuer({}))).toStrictEqual([]);
  });

  it("have nothing to say of a policy without one", () => {
    expect(checkPolicy(aPolicy())).toStrictEqual([]);
  });

  it("refuse an issuer by http", () => {
    expect(issuesOf(withIssuer({ issuer: "http://login.example.com" }))).toStrictEqual([
      "api.issuers.staff.issuer must be https",
    ]);
  });

  it("refuse one issuer with two policies", () => {
    const input = withValues([["api"], { issuers: { staff: ISSUER, others: ISSUER } }]);
    expect(issuesOf(input)).toStrictEqual([
      "api.issuers.others.issuer is already at `api.issuers.staff`; one issuer has one policy for its tokens",
    ]);
  });

  it("refuse people of an identity provider that is not there", () => {
    expect(issuesOf(withIssuer({ identityProvider: "nobody" }))).toStrictEqual([
      "api.issuers.staff.identityProvider is no identity provider of this policy",
    ]);
  });

  it.each(["streamgate", "portal"])("refuse the client id %s for an audience", (audience) => {
    expect(issuesOf(withIssuer({ audience }))).toStrictEqual([
      "api.issuers.staff.audience must not be a client's id: ID tokens have those for their audience",
    ]);
  });

  it("refuse a profile that tells access tokens from no others", () => {
    expect(issuesOf(withIssuer({ profile: { ...PROFILE, hasAudience: false } }))).toStrictEqual([
      "api.issuers.staff.profile.requires must tell access tokens from others by a claim, such as `token_use: access`, where they have no audience",
    ]);
  });

  it("take a profile that has an audience, or a claim in its place", () => {
    const requires = { token_use: "access" };
    expect(issuesOf(withIssuer({ profile: PROFILE }))).toStrictEqual([]);
    expect(issuesOf(withIssuer({ profile: { ...PROFILE, hasAudience: false, requires } }))).toStrictEqual([]);
  });

  it("refuse a client's application that is not there", () => {
    expect(issuesOf(withIssuer({ clients: { portal: { applications: ["ledger"] } } }))).toStrictEqual([
      "api.issuers.staff.clients.portal.applications.0 is no application of this policy",
    ]);
  });

  it("let a client have every application, if the policy says so", () => {
    expect(issuesOf(withIssuer({ clients: { portal: {} } }))).toStrictEqual([]);
  });

  it("refuse symmetric algorithms and none, and a profile that is unknown", () => {
    for (const algorithm of ["HS256", "none"]) {
      expect(issuesOf(withIssuer({ algorithms: [algorithm] }))).toHaveLength(1);
    }
    expect(issuesOf(withIssuer({ profile: "rfc9999" }))[0]).toMatch(/^api\.issuers\.staff\.profile must be/);
  });

  it("ask what the claims of a token are called whose people sign in by SAML", () => {
    const saml = {
      ...{ protocol: "saml", name: "Campus", entityId: "urn:campus", metadata: { file: "campus.xml" } },
      ...{ serviceProvider: { signingKeys: ["secret:campus"] }, claims: { subject: "NameID" } },
    };
    const found = issuesOf(
      withIssuer({ identityProvider: "campus" }, [["identityProviders", "campus"], saml]),
    );
    expect(found).toContain(
      "api.issuers.staff.claims must say which claims of the token name the person: the identity provider's own are SAML's",
    );
  });
});

describe("isForClient", () => {
  it.each([
    [null, true],
    [["treasury"], true],
    [["design"], false],
    [[], false],
  ])("of a client for %j says %s of the treasury", (applications, expected) => {
    expect(isForClient({ applications }, "treasury")).toBe(expected);
  });
});
