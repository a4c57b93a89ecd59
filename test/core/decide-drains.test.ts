import { describe, expect, it } from "vitest";
import { decide } from "../../functions/core/decide.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { type PersonSession, type Situation, UNKNOWN_SITUATION } from "../../functions/core/situation.ts";
import { aPrincipal, evidence, WEDNESDAY_NOON } from "../support/core-builders.ts";
import { withValues } from "../support/policies.ts";
import { policyOf } from "../support/policy-issues.ts";

const DRAIN = { owner: "Ana", reason: "patching", until: WEDNESDAY_NOON + 60 };
const policy = policyOf(
  withValues(
    [["applications", "treasury", "conditions"], {}],
    [["applications", "treasury", "audience"], { groups: ["staff"] }],
  ),
);

const session: PersonSession = {
  fleet: "ireland",
  launchId: "launch-1",
  application: "treasury",
  launchedAt: 0,
  state: "live",
  sessionId: "session-1",
  isConnected: false,
  expiresAt: null,
};

const decideIn = (situation: Partial<Situation>) =>
  decide({
    principal: aPrincipal(),
    applicationId: "treasury",
    evidence: evidence({ claimCountry: "IE" }),
    index: indexPolicy(policy, "v1"),
    nowEpochSeconds: WEDNESDAY_NOON,
    situation: { ...UNKNOWN_SITUATION, ...situation },
  });

describe("decide", () => {
  it("brings a person back to their session on a drained fleet", () => {
    const decision = decideIn({ drains: new Map([["ireland", DRAIN]]), sessions: [session] });
    expect(decision).toMatchObject({
      outcome: "permit",
      candidates: [{ id: "ireland" }, { id: "frankfurt" }],
    });
  });

  it("brings them back even where every fleet is drained", () => {
    const drains = new Map([
      ["ireland", DRAIN],
      ["frankfurt", DRAIN],
    ]);
    expect(decideIn({ drains, sessions: [session] })).toMatchObject({
      outcome: "permit",
      candidates: [{ id: "ireland" }],
    });
    expect(decideIn({ drains })).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "in_maintenance" },
    });
  });

  it("starts no new session on a drained fleet", () => {
    expect(decideIn({ drains: new Map([["ireland", DRAIN]]) })).toMatchObject({
      outcome: "permit",
      candidates: [{ id: "frankfurt" }],
    });
  });

  it("does so again from the second in which the drain ends", () => {
    const over = { ...DRAIN, until: WEDNESDAY_NOON };
    expect(decideIn({ drains: new Map([["ireland", over]]) })).toMatchObject({
      candidates: [{ id: "ireland" }, { id: "frankfurt" }],
    });
  });
});
