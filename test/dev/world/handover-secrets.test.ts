import { importPKCS8 } from "jose";
import { describe, expect, it } from "vitest";
import { handoverSecrets } from "../../../dev/world/handover-secrets.ts";
import { aFleet, aPolicy } from "../../support/core-builders.ts";

describe("handoverSecrets", () => {
  it("makes a key that signs and one that instances share, where the policy refers to a variable", async () => {
    const fleets = {
      one: aFleet({ instances: { roleArn: null, key: "env:FLEET_KEY" } }),
      two: aFleet({ instances: { roleArn: null, key: "secret:elsewhere" } }),
      three: aFleet({ instances: { roleArn: "arn:aws:iam::111122223333:role/three", key: null } }),
      four: aFleet(),
    };
    const tokens = { issuer: null, keys: ["env:TOKEN_KEY", "kms:alias/tokens"] };
    const made = await handoverSecrets(aPolicy({ fleets, tokens }));
    expect(Object.keys(made)).toStrictEqual(["TOKEN_KEY", "FLEET_KEY"]);
    expect(Buffer.from(made.FLEET_KEY ?? "", "base64url")).toHaveLength(32);
    expect((await importPKCS8(made.TOKEN_KEY ?? "", "ES256")).type).toBe("private");
  });

  it("makes none where there is nothing to make", async () => {
    expect(await handoverSecrets(aPolicy())).toStrictEqual({});
  });
});
