import { describe, expect, it } from "vitest";
import { aPolicyInput, type Json, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const issuer = ["identityProviders", "corporate", "issuer"];

describe("identityRules", () => {
  it.each(["http://localhost:8081", "http://127.0.0.1:8081/a", "http://[::1]:8081"])(
    "accepts the loopback issuer %s in development only",
    (url) => {
      expect(issuesOf(withValues([issuer, url], [["development"], true]))).toStrictEqual([]);
      expect(issuesOf(withValues([issuer, url]))).toStrictEqual([
        "identityProviders.corporate.issuer must be https; http to this machine needs `development: true`, which cannot be deployed",
      ]);
    },
  );

  it.each([
    "http://login.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://10.0.0.1",
  ])("refuses %s, development or not", (url) => {
    const refusal = ["identityProviders.corporate.issuer must be https"];
    expect(issuesOf(withValues([issuer, url]))).toStrictEqual(refusal);
    expect(issuesOf(withValues([issuer, url], [["development"], true]))).toStrictEqual(refusal);
  });

  it("asks for RS256 where the key of private_key_jwt is in KMS, and only there", () => {
    const path = ["identityProviders", "corporate", "clientAuthentication"];
    const withKey = (key: string, algorithm: string) =>
      issuesOf(withValues([path, { method: "private_key_jwt", key, keyId: "1", algorithm }]));
    expect(withKey("kms:alias/streamgate-signing", "RS256")).toStrictEqual([]);
    for (const algorithm of ["PS256", "ES256", "EdDSA"]) {
      expect(withKey("secret:key", algorithm)).toStrictEqual([]);
      expect(withKey("kms:alias/streamgate-signing", algorithm)).toStrictEqual([
        "identityProviders.corporate.clientAuthentication.algorithm must be RS256: it is what a key in KMS signs with here",
      ]);
    }
  });

  const second = {
    ...JSON.parse(JSON.stringify(aPolicyInput())).identityProviders.corporate,
    clientId: "second",
  };
  const applications = (): readonly string[] =>
    Object.keys(JSON.parse(JSON.stringify(aPolicyInput())).applications);
  const byProvider = applications().map(
    (id) =>
      [["applications", id, "audience"], { groupsByProvider: { corporate: ["staff"] } }] as [string[], Json],
  );

  it("refuses the same issuer and clientId under two names", () => {
    const provider = JSON.parse(JSON.stringify(aPolicyInput())).identityProviders.corporate;
    expect(issuesOf(withValues([["identityProviders", "again"], provider], ...byProvider))).toStrictEqual([
      "identityProviders.again.issuer is already the provider `corporate` with the same clientId; one person would have two identities",
    ]);
  });

  it("asks for the provider of every group where there are several", () => {
    const issues = issuesOf(withValues([["identityProviders", "again"], second]));
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) expect(issue).toContain("must name the provider of each group");
    expect(issuesOf(withValues([["identityProviders", "again"], second], ...byProvider))).toStrictEqual([]);
  });

  it("refuses groups of a provider that does not exist", () => {
    const path = ["applications", applications()[0] ?? "", "audience", "groupsByProvider"];
    expect(issuesOf(withValues([path, { nobody: ["staff"] }]))).toContainEqual(
      expect.stringContaining("groupsByProvider.nobody"),
    );
  });

  it("lets one provider at most take user ids from a claim", () => {
    const userId = { from: "claim", claim: "employee" };
    const one = [["identityProviders", "corporate", "userId"], userId] as [string[], Json];
    expect(issuesOf(withValues(one))).toStrictEqual([]);
    const two = [["identityProviders", "again"], { ...second, userId }] as [string[], Json];
    expect(issuesOf(withValues(one, two, ...byProvider))).toStrictEqual([
      "identityProviders.again.userId must be a pseudonym: `corporate` already takes user ids from a claim, and two providers could claim one desktop",
    ]);
  });
});
