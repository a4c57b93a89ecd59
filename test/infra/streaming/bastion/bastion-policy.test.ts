import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "../../../../functions/core/policy-schema.ts";
import {
  type BastionApplication,
  bastionApplication,
  bastionFaults,
  bastionPolicyText,
} from "../../../../infra/streaming/bastion/bastion-policy.ts";
import { anApplication, aPolicy, NO_CONDITIONS } from "../../../support/core-builders.ts";
import { aPolicyInput, withValue } from "../../../support/policies.ts";
import { aBastion } from "../stage.ts";

const CONSOLE: BastionApplication = {
  name: { en: "Server console" },
  appstreamApplication: "ServerConsole",
  fleets: ["dublin"],
  audience: { groups: ["admins"], subjects: [] },
};

describe("bastionApplication", () => {
  it("demands a second factor, and a URL that is opened at once", () => {
    expect(bastionApplication(CONSOLE)).toMatchObject({
      fleets: ["dublin"],
      conditions: { mfa: true },
      validitySeconds: 30,
    });
  });
});

describe("bastionPolicyText", () => {
  it("is a piece of a policy that the broker accepts, and says the same", () => {
    const { applications } = parse(bastionPolicyText("console", CONSOLE));
    const policy = withValue(["applications"], applications, aPolicyInput());
    const withoutOtherRules = withValue(
      ["residency"],
      undefined,
      withValue(["preferences"], undefined, policy),
    );
    expect(parsePolicy(withoutOtherRules)).toMatchObject({
      ok: true,
      value: { applications: { console: { ...bastionApplication(CONSOLE) } } },
    });
  });
});

describe("bastionFaults", () => {
  const policyWith = (overrides: Parameters<typeof anApplication>[0]) =>
    aPolicy({ applications: { console: anApplication({ fleets: ["servers-ireland"], ...overrides }) } });

  it("are none where a second factor is demanded, or nobody goes there", () => {
    const policy = policyWith({ conditions: { ...NO_CONDITIONS, mfa: true } });
    expect(bastionFaults(policy, [aBastion()])).toEqual([]);
    expect(bastionFaults(policyWith({ fleets: ["dublin"] }), [aBastion()])).toEqual([]);
  });

  it("name an application that opens a bastion without a second factor", () => {
    expect(bastionFaults(policyWith({}), [aBastion()])).toEqual([
      {
        path: ["applications", "console", "conditions", "mfa"],
        message: "must be true: the application opens a bastion",
      },
    ]);
  });

  it("name an application that would open a joined bastion, with a second factor or without", () => {
    const joined = aBastion({ variant: "domain_joined" });
    for (const mfa of [true, false]) {
      expect(bastionFaults(policyWith({ conditions: { ...NO_CONDITIONS, mfa } }), [joined])).toEqual([
        {
          path: ["applications", "console", "fleets"],
          message:
            "names `servers-ireland`, a domain-joined bastion, which no streaming URL opens; it is reached by federation",
        },
      ]);
    }
  });
});
