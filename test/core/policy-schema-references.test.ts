import { describe, expect, it } from "vitest";
import { withValue } from "../support/policies.ts";
import { issuesOf, messagesAt } from "../support/policy-issues.ts";

const authentication = ["identityProviders", "corporate", "clientAuthentication"];
const byAlias =
  "must name the key in KMS by its alias, `kms:alias/NAME`: unlike a key's id or ARN it is the same in every Region";
const notByAlias = [
  "kms:",
  "kms:streamgate-signing",
  "kms:alias/",
  "kms:alias/aws/lambda",
  "kms:alias/a b",
  `kms:alias/${"a".repeat(251)}`,
  "kms:mrk-1234abcd12ab34cd56ef1234567890ab",
  "kms:arn:aws:kms:eu-west-1:111122223333:alias/streamgate-signing",
];

function jwtKey(key: string) {
  return { method: "private_key_jwt", key, keyId: "1", algorithm: "RS256" };
}

describe("a key for private_key_jwt", () => {
  it.each(["env:KEY", "ssm:/key", "secret:key", "kms:alias/streamgate-signing", "kms:alias/a/b_c-9"])(
    "may be %s",
    (key) => {
      expect(issuesOf(withValue(authentication, jwtKey(key)))).toStrictEqual([]);
    },
  );

  it.each(notByAlias)("may not be %s", (key) => {
    expect(issuesOf(withValue(authentication, jwtKey(key)))).toStrictEqual([
      `${authentication.join(".")}.key ${byAlias}`,
    ]);
  });

  it("that stands there itself is told to be replaced", () => {
    expect(issuesOf(withValue(authentication, jwtKey("MIIEvQ")))).toStrictEqual([
      `${authentication.join(".")}.key must be a reference (\`env:NAME\`, \`ssm:NAME\` or \`secret:NAME\`); if this was the secret itself, replace the secret`,
    ]);
  });
});

describe("a client secret", () => {
  it.each(["kms:alias/streamgate-signing", "kms:x"])("cannot be %s", (key) => {
    expect(messagesAt([...authentication, "secret"], key)).toStrictEqual([
      "cannot be a key in KMS, which shows no secret; write `env:NAME`, `ssm:NAME` or `secret:NAME`",
    ]);
  });
});
