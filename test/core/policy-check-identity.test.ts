import { describe, expect, it } from "vitest";
import { aPolicyInput, withValues } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const issuer = ["identityProviders", "corporate", "issuer"];

describe("checkIdentityProviders", () => {
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

  it("refuses the same issuer and clientId under two names", () => {
    const provider = JSON.parse(JSON.stringify(aPolicyInput())).identityProviders.corporate;
    expect(issuesOf(withValues([["identityProviders", "again"], provider]))).toStrictEqual([
      "identityProviders.again.issuer is already the provider `corporate` with the same clientId; one person would have two identities",
    ]);
    expect(
      issuesOf(withValues([["identityProviders", "again"], { ...provider, clientId: "second" }])),
    ).toStrictEqual([]);
  });
});
