import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../functions/core/policy-schema.ts";
import { functionTable } from "../../../infra/broker/function-table.ts";
import type { OwnSecret } from "../../../infra/broker/names.ts";
import { readersOf } from "../../../infra/broker/secret-readers.ts";
import { aPolicyInput } from "../../support/policies.ts";
import { loadExample } from "../assembly.ts";

const { deployment: example } = await loadExample("cloudfront");
const policy = parsePolicy(aPolicyInput());
if (!policy.ok) throw new Error(JSON.stringify(policy.error));
const deployment = { ...example, name: "other", regions: ["eu-west-1", "eu-central-1"] };
const place = {
  deployment,
  policy: policy.value,
  keys: { data: (region: string) => `key-of-${region}`, signing: "signing-key" },
};

describe("readersOf", () => {
  it.each([
    ["sealing-keys", "SEALING_KEYS"],
    ["pseudonym-key", "PSEUDONYM_KEY"],
  ] as const)("names every function that is told where the %s are, in every Region", (secret, variable) => {
    const told = deployment.regions.flatMap((region) =>
      functionTable({ ...place, region })
        .filter(({ environment }) => environment[variable] !== undefined)
        .map(({ name }) => `arn:aws:iam::111122223333:role/other-${name}-${region}`),
    );
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(readersOf(place, secret)).toEqual(told);
  });

  it("changes with the name of the secret on both sides or on none", () => {
    const elsewhere = { ...place, deployment: { ...deployment, name: "third" } };
    const secrets: readonly OwnSecret[] = ["sealing-keys", "pseudonym-key"];
    for (const secret of secrets) {
      expect(readersOf(elsewhere, secret)).toEqual(
        readersOf(place, secret).map((arn) => arn.replace("/other-", "/third-")),
      );
    }
  });
});
