import { describe, expect, it } from "vitest";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { aHandoverInput, atHandover } from "../support/handover-policies.ts";
import type { Json } from "../support/policies.ts";
import { issueLines, policyOf } from "../support/policy-issues.ts";

const token = atHandover("browser", "cookies", 0, "token");
const warnings = (rule: string, at: readonly (string | number)[], value: Json) =>
  issueLines(policyWarnings(policyOf(aHandoverInput([at, value]))).filter((issue) => issue.rule === rule));

describe("tokenWarnings", () => {
  it("tells of groups that no audience has", () => {
    const asked = (groups: Json, groupsByProvider: Json = {}) =>
      warnings("token_group_unknown", token, { audience: "a", seconds: 60, groups, groupsByProvider });
    expect(asked(["treasury", "design"], { corporate: ["design"] })).toStrictEqual([]);
    expect(asked(["treasury", "tresury"], { corporate: ["board"] })).toStrictEqual([
      `${token.join(".")}.groups.1 \`tresury\` is in no audience of this policy; did you mean \`treasury\`?`,
      `${token.join(".")}.groupsByProvider.corporate.0 \`board\` is in no audience of this policy`,
    ]);
  });

  it("tells of one role for two fleets", () => {
    const roleArn = "arn:aws:iam::111122223333:role/finance-a";
    expect(warnings("instance_role_shared", ["fleets", "frankfurt", "instances"], { roleArn })).toStrictEqual(
      [
        "fleets.frankfurt.instances.roleArn is the role of `ireland` too: an instance of either may ask for what the other was given",
      ],
    );
    const withPath = roleArn.replace("role/", "role/fleets/");
    expect(
      warnings("instance_role_shared", ["fleets", "frankfurt", "instances"], { roleArn: withPath }),
    ).toHaveLength(1);
    expect(
      warnings("instance_role_shared", ["fleets", "dublin", "instances"], { key: "ssm:k" }),
    ).toStrictEqual([]);
  });

  it("says nothing of a browser without tokens", () => {
    expect(warnings("token_group_unknown", atHandover("browser"), null)).toStrictEqual([]);
  });
});
