import { describe, expect, it } from "vitest";
import { type Json, withValue } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";
import { aSamlPolicyInput, leastSamlProvider, withSaml } from "../support/saml-policies.ts";

const url = ["metadata", "url"];
const inDevelopment = (input: Json) => withValue(["development"], true, input);

function withSecond(changes: { [key: string]: Json }, first: Json = leastSamlProvider): Json {
  return withValue(
    ["identityProviders", "again"],
    { ...leastSamlProvider, metadata: { file: "again.xml" }, ...changes },
    aSamlPolicyInput(first),
  );
}

describe("samlRules", () => {
  it("has nothing against a plain one", () => {
    expect(issuesOf(aSamlPolicyInput())).toStrictEqual([]);
  });

  it.each(["http://localhost:8081/metadata", "http://127.0.0.1/a?b", "http://[::1]:8081/"])(
    "accepts metadata from %s in development only",
    (value) => {
      expect(issuesOf(inDevelopment(withSaml(url, value)))).toStrictEqual([]);
      expect(issuesOf(withSaml(url, value))).toStrictEqual([
        "identityProviders.campus.metadata.url must be https; http to this machine needs `development: true`, which cannot be deployed",
      ]);
    },
  );

  it("refuses metadata over http from elsewhere, development or not", () => {
    const input = withSaml(url, "http://idp.example.com/metadata");
    const refusal = ["identityProviders.campus.metadata.url must be https"];
    expect(issuesOf(input)).toStrictEqual(refusal);
    expect(issuesOf(inDevelopment(input))).toStrictEqual(refusal);
  });

  const twice =
    "identityProviders.again.entityId is already the provider `campus` with the same serviceProvider.entityId; one person would have two identities";
  const named = (entityId: string) => ({ ...leastSamlProvider.serviceProvider, entityId });

  it("refuses one identity provider under two names", () => {
    expect(issuesOf(withSecond({}))).toStrictEqual([twice]);
    const first = { ...leastSamlProvider, serviceProvider: named("urn:a") };
    expect(issuesOf(withSecond({ serviceProvider: named("urn:a") }, first))).toStrictEqual([twice]);
  });

  it("accepts two registrations that are told apart on purpose, and two identity providers", () => {
    const first = { ...leastSamlProvider, serviceProvider: named("urn:a") };
    expect(issuesOf(withSecond({ serviceProvider: named("urn:b") }, first))).toStrictEqual([]);
    expect(issuesOf(withSecond({}, first))).toStrictEqual([]);
    expect(issuesOf(withSecond({ entityId: "https://other.example.com" }))).toStrictEqual([]);
  });

  it("refuses one metadata file for two, and one that is a pinned certificate's", () => {
    const shared =
      "identityProviders.again.metadata.file is the file of `campus` already; each needs its own, or approving one approves both";
    const other = { entityId: "https://other.example.com" };
    for (const file of ["campus.xml", "Campus.XML"]) {
      expect(issuesOf(withSecond({ ...other, metadata: { file } }))).toStrictEqual([shared]);
    }
    const pinned = { ...leastSamlProvider, metadata: { file: "campus.xml", signedBy: "again.xml" } };
    expect(issuesOf(withSecond(other, pinned))).toStrictEqual([
      "identityProviders.again.metadata.file is a file of `metadata.signedBy` too; a pinned certificate must not be replaced by what is fetched",
    ]);
  });

  it("lets one provider at most take user ids from a claim, whatever the protocol", () => {
    const userId = { from: "claim", claim: "uid" };
    expect(issuesOf(withSaml(["userId"], userId))).toStrictEqual([]);
    const both = withValue(
      ["identityProviders", "corporate", "userId"],
      userId,
      withSaml(["userId"], userId),
    );
    expect(issuesOf(both)).toStrictEqual([
      "identityProviders.campus.userId must be a pseudonym: `corporate` already takes user ids from a claim, and two providers could claim one desktop",
    ]);
  });

  it("refuses to require encryption without a key to undo it", () => {
    const required = { ...leastSamlProvider, require: { encryptedAssertion: true } };
    expect(issuesOf(aSamlPolicyInput(required))).toStrictEqual([
      "identityProviders.campus.require.encryptedAssertion needs a key in `serviceProvider.decryptionKeys`, or every sign-in is refused",
    ]);
    const serviceProvider = { ...leastSamlProvider.serviceProvider, decryptionKeys: ["env:DECRYPTION"] };
    expect(issuesOf(aSamlPolicyInput({ ...required, serviceProvider }))).toStrictEqual([]);
  });

  it("accepts CBC without more: it counts only inside a signed Response anyway", () => {
    expect(issuesOf(withSaml(["allowCbc"], true))).toStrictEqual([]);
  });

  it("refuses one key for two purposes", () => {
    const serviceProvider = { signingKeys: ["env:A", "env:B"], decryptionKeys: ["env:C", "env:B"] };
    expect(issuesOf(aSamlPolicyInput({ ...leastSamlProvider, serviceProvider }))).toStrictEqual([
      "identityProviders.campus.serviceProvider.decryptionKeys.1 is a signing key already; a key must do one thing only",
    ]);
  });

  it("refuses one certificate for two keys, and takes two certificates of one key", () => {
    const key = "kms:alias/streamgate-signing";
    const withFiles = (...files: string[]) => {
      const signingKeys = files.map((certificate) => ({ key, certificate }));
      return issuesOf(aSamlPolicyInput({ ...leastSamlProvider, serviceProvider: { signingKeys } }));
    };
    expect(withFiles("this-year.pem", "next-year.pem")).toStrictEqual([]);
    expect(withFiles("this-year.pem", "this-year.pem")).toStrictEqual([
      "identityProviders.campus.serviceProvider.signingKeys.1.certificate is the certificate of the other key already; each has its own",
    ]);
  });

  it("refuses to send people to an application that does not exist", () => {
    expect(issuesOf(withSaml(["idpInitiated"], { applications: ["treasury", "desing"] }))).toStrictEqual([
      "identityProviders.campus.idpInitiated.applications.1 `desing` is not in applications; did you mean `design`?",
    ]);
  });

  it("takes for a default only what may be named", () => {
    const path = ["idpInitiated"];
    const applications = ["treasury"];
    expect(issuesOf(withSaml(path, { applications, defaultApplication: "treasury" }))).toStrictEqual([]);
    for (const defaultApplication of ["design", "nowhere"]) {
      expect(issuesOf(withSaml(path, { applications, defaultApplication }))).toStrictEqual([
        "identityProviders.campus.idpInitiated.defaultApplication must be one of `idpInitiated.applications`",
      ]);
    }
  });
});
