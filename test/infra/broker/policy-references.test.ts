import { describe, expect, it } from "vitest";
import { handoverReferences } from "../../../infra/broker/policy-references.ts";
import { aFleet, aPolicy } from "../../support/core-builders.ts";

describe("handoverReferences", () => {
  it("names the keys of tokens and of fleets, each once", () => {
    const fleets = {
      one: aFleet({ instances: { roleArn: null, key: "secret:fleet-one" } }),
      two: aFleet({ instances: { roleArn: "arn:aws:iam::111122223333:role/two", key: null } }),
      three: aFleet(),
    };
    const tokens = { issuer: null, keys: ["ssm:/token-key", "kms:alias/tokens", "secret:fleet-one"] };
    expect(handoverReferences(aPolicy({ fleets, tokens }))).toStrictEqual([
      { kind: "kms", name: "alias/tokens" },
      { kind: "secret", name: "fleet-one" },
      { kind: "ssm", name: "/token-key" },
    ]);
    expect(handoverReferences(aPolicy())).toStrictEqual([]);
  });
});
