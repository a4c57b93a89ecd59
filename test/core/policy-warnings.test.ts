import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERROR_RULES } from "../../functions/core/policy-checks.ts";
import { policyWarnings, WARNING_RULES } from "../../functions/core/policy-warnings.ts";
import { aCarefulPolicyInput, withValue } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";
import { warningsOf } from "../support/policy-warnings.ts";

describe("policyWarnings", () => {
  it("has nothing to say of a careful policy", () => {
    expect(warningsOf(aCarefulPolicyInput())).toStrictEqual([]);
  });

  it("tells which rule found what", () => {
    const policy = policyOf(withValue(["applications", "design", "audience"], {}, aCarefulPolicyInput()));
    expect(policyWarnings(policy)).toStrictEqual([
      {
        rule: "audience_empty",
        path: ["applications", "design", "audience"],
        message: "is empty: nobody can launch this",
      },
    ]);
  });

  it("has an id of its own for every rule", () => {
    const ids = [...ERROR_RULES, ...WARNING_RULES];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:_[a-z]+)*$/.test(id))).toStrictEqual([]);
  });

  it("stands with every rule in docs/policy-rules.md, errors first", () => {
    const text = readFileSync(new URL("../../docs/policy-rules.md", import.meta.url), "utf8");
    const rows = [...text.matchAll(/^\| `([a-z_]+)` \| (error|warning) \| .+ \|$/gm)];
    expect(rows.map(([, rule, kind]) => `${kind} ${rule}`)).toStrictEqual([
      ...ERROR_RULES.map((rule) => `error ${rule}`),
      ...WARNING_RULES.map((rule) => `warning ${rule}`),
    ]);
  });
});
