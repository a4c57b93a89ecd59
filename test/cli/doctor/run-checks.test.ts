import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AccountFacts } from "../../../cli/doctor/account-facts.ts";
import { CHECKS, runChecks } from "../../../cli/doctor/run-checks.ts";
import { aPolicyInput } from "../../support/policies.ts";
import { policyOf } from "../../support/policy-issues.ts";

const PAGE = readFileSync(new URL("../../../docs/doctor.md", import.meta.url), "utf8");
const NAMES = Array.from({ length: 11 }, (_, index) => `fleet-${index}`);

describe("runChecks", () => {
  it("gives each finding the id of its check", () => {
    const facts: AccountFacts = {
      fleets: new Map(),
      regions: new Map([["us-east-1", { fleets: NAMES, stacks: [] }]]),
      failures: [{ region: "eu-west-1", action: "appstream:DescribeFleets", fault: "access_denied" }],
    };
    const context = { nowEpochSeconds: 0, origin: undefined, account: undefined };
    const findings = runChecks(policyOf(aPolicyInput()), facts, context);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toStrictEqual([
      ["coverage", "unchecked"],
      ["quotas", "info"],
    ]);
  });

  it("has the checks of docs/doctor.md", () => {
    const documented = [...PAGE.matchAll(/^\| `(?<id>[a-z_]+)` \|/gmv)].map(({ groups }) => groups?.id);
    expect(CHECKS.map(([id]) => id)).toStrictEqual(documented);
  });
});
