import { describe, expect, it } from "vitest";
import type { Json } from "../../support/policies.ts";
import { aDeploymentInput, type Change, issuesOf, policyWith } from "./deployments.ts";

const authentication = ["identityProviders", "corporate", "clientAuthentication"];

function policyIssues(...changes: readonly Change[]): readonly string[] {
  return issuesOf(aDeploymentInput(), policyWith(...changes));
}

function aSamlProvider(signingKeys: Json, decryptionKeys: Json): Json {
  return {
    protocol: "saml",
    name: "Campus",
    entityId: "urn:campus",
    metadata: { file: "campus.xml" },
    serviceProvider: { signingKeys, decryptionKeys },
  };
}

describe("checkOwnSecrets", () => {
  it.each(["sealing-keys", "pseudonym-key"])("refuses the broker's own %s as a provider's secret", (name) => {
    expect(policyIssues([[...authentication, "secret"], `secret:streamgate/${name}`])).toStrictEqual([
      "policy:identityProviders.corporate.clientAuthentication.secret must be a secret made for this provider: the broker's own seal sessions and make user ids, and are shown to nobody",
    ]);
    expect(policyIssues([[...authentication, "secret"], `secret:other/${name}`])).toStrictEqual([]);
  });

  it("refuses them as SAML keys as well", () => {
    const campus = aSamlProvider(["secret:streamgate/sealing-keys"], ["secret:streamgate/pseudonym-key"]);
    expect(policyIssues([["identityProviders", "campus"], campus])).toHaveLength(2);
  });
});

describe("checks of what instances and tokens refer to", () => {
  const instances = ["fleets", "finance", "instances"];
  const keys = ["tokens", "keys"];

  it("refuses the broker's own secrets", () => {
    const why = "the broker's own seal sessions and make user ids, and are shown to nobody";
    expect(
      policyIssues(
        [instances, { key: "secret:streamgate/sealing-keys" }],
        [keys, ["secret:streamgate/pseudonym-key"]],
      ),
    ).toStrictEqual([
      `policy:${instances.join(".")}.key must be a secret made for this fleet: ${why}`,
      `policy:tokens.keys.0 must be a secret made for tokens: ${why}`,
    ]);
  });

  it("refuses what only a developer's machine has, and another key in KMS", () => {
    expect(
      policyIssues([instances, { key: "env:FLEET" }], [keys, ["kms:alias/other", "env:TOKEN"]]),
    ).toStrictEqual([
      expect.stringContaining(`policy:${instances.join(".")}.key cannot be deployed as \`env:\``),
      expect.stringContaining("policy:tokens.keys.1 cannot be deployed as `env:`"),
      expect.stringContaining("policy:tokens.keys.0 must be `kms:alias/streamgate-signing`"),
    ]);
  });

  it("takes secrets of their own", () => {
    const own = ["secret:streamgate/token-keys", "kms:alias/streamgate-signing"];
    expect(policyIssues([instances, { key: "ssm:/streamgate/fleet" }], [keys, own])).toStrictEqual([]);
  });
});

describe("checkDeployable", () => {
  it("refuses a policy for development", () => {
    expect(policyIssues([["development"], true])).toStrictEqual([
      "policy:development must be false or left out: it lets http pass, and so cannot be deployed",
    ]);
    expect(policyIssues([["development"], false])).toStrictEqual([]);
  });

  it("refuses secrets in the environment, whatever they are for", () => {
    expect(policyIssues([[...authentication, "secret"], "env:SECRET"])).toStrictEqual([
      expect.stringMatching(
        /^policy:identityProviders\.corporate\.clientAuthentication\.secret cannot be deployed as `env:`, .* write `ssm:NAME`/,
      ),
    ]);
    const key = { method: "private_key_jwt", key: "env:KEY", keyId: "1", algorithm: "ES256" };
    expect(policyIssues([authentication, key])).toStrictEqual([
      expect.stringMatching(/clientAuthentication\.key cannot be deployed as `env:`/),
    ]);
    const campus = aSamlProvider(["ssm:/a", "env:SIGNING"], ["env:DECRYPTION"]);
    expect(policyIssues([["identityProviders", "campus"], campus])).toStrictEqual([
      expect.stringMatching(/campus\.serviceProvider\.signingKeys\.1 cannot be deployed/),
      expect.stringMatching(/campus\.serviceProvider\.decryptionKeys\.0 cannot be deployed/),
    ]);
  });

  it("refuses a secret's ARN, which other Regions do not have", () => {
    const arn = "secret:arn:aws:secretsmanager:eu-west-1:111122223333:secret:streamgate/corporate-AbCdEf";
    expect(policyIssues([[...authentication, "secret"], arn])).toStrictEqual([
      expect.stringContaining("must be the secret's name and not its ARN"),
    ]);
  });

  it.each(["ssm:/streamgate/corporate", "secret:streamgate/corporate"])("takes %s", (reference) => {
    expect(policyIssues([[...authentication, "secret"], reference])).toStrictEqual([]);
  });

  it("takes the deployment's own key in KMS, and no other", () => {
    const method = { method: "private_key_jwt", keyId: "1", algorithm: "RS256" };
    const [ours, other] = ["kms:alias/streamgate-signing", "kms:alias/other"];
    const campus = (key: string) => aSamlProvider([{ key, certificate: "streamgate.pem" }], []);
    const issuesWith = (key: string) =>
      policyIssues([authentication, { ...method, key }], [["identityProviders", "campus"], campus(key)]);
    expect(issuesWith(ours)).toStrictEqual([]);
    const fault =
      "must be `kms:alias/streamgate-signing`, the key that this deployment makes; its functions may use no other";
    expect(issuesWith(other)).toStrictEqual([
      `policy:identityProviders.corporate.clientAuthentication.key ${fault}`,
      `policy:identityProviders.campus.serviceProvider.signingKeys.0.key ${fault}`,
    ]);
  });

  it("takes a client without a secret", () => {
    expect(policyIssues([authentication, { method: "none" }])).toStrictEqual([]);
  });
});
