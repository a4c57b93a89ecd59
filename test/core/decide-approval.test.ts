import { describe, expect, it } from "vitest";
import { type DecisionInput, decide, decideAt, locationOf } from "../../functions/core/decide.ts";
import { basisOf, inputOf } from "../../functions/core/decision-basis.ts";
import { explain } from "../../functions/core/explain.ts";
import { launchRecord } from "../../functions/core/launch-record.ts";
import type { Situation } from "../../functions/core/situation.ts";
import { UNKNOWN_SITUATION } from "../../functions/core/situation.ts";
import { ANA, APPROVAL, APPROVAL_ID, aGrant } from "../support/approval-builders.ts";
import { anApplication, anIndex, aPolicy, evidence, WEDNESDAY_NOON } from "../support/core-builders.ts";

const index = anIndex(aPolicy({ applications: { atlas: anApplication({ approval: APPROVAL }) } }));
const NOW = WEDNESDAY_NOON + 100;

function decided(situation: Partial<Situation> = {}, overrides: Partial<DecisionInput> = {}) {
  return decide({
    ...{ principal: ANA, applicationId: "atlas", index, nowEpochSeconds: NOW },
    evidence: evidence({ claimCountry: "ES" }),
    situation: { ...UNKNOWN_SITUATION, ...situation },
    ...overrides,
  });
}

const live = {
  ...{ fleet: "dublin", launchId: "launch-1", application: "atlas", launchedAt: 0, state: "live" as const },
  ...{ sessionId: "s-1", isConnected: true, expiresAt: null },
};

describe("decide: an application that somebody must approve", () => {
  it("refuses whom nobody approved, and looks at no fleet", () => {
    expect(decided()).toMatchObject({
      outcome: "refuse",
      refusal: { reason: "approval_required", evidence: { application: "atlas" } },
      diagnostics: { grant: { by: "group", group: "staff" }, candidates: [] },
    });
  });

  it("keeps what is known of their home Region", () => {
    expect(decided({}, { principal: { ...ANA, homeRegion: "eu-west-1" } })).toMatchObject({
      refusal: { reason: "approval_required" },
      diagnostics: { homeRegion: { region: "eu-west-1" } },
    });
  });

  it("says for whom nothing is open at all before it says that", () => {
    const outsider = { ...ANA, groups: [] };
    expect(decided({ approval: aGrant() }, { principal: outsider })).toMatchObject({
      refusal: { reason: "not_in_audience" },
    });
  });

  it("permits who was approved, and names the approval", () => {
    expect(decided({ approval: aGrant() })).toMatchObject({
      outcome: "permit",
      diagnostics: { approval: { id: APPROVAL_ID, approver: { subject: "chief-1" } } },
    });
  });

  it("keeps them from their own live session once the approval is over", () => {
    const over = decided({ approval: aGrant(), sessions: [live] }, { nowEpochSeconds: aGrant().until });
    expect(over).toMatchObject({ outcome: "refuse", refusal: { reason: "approval_required" } });
    expect(decided({ approval: aGrant(), sessions: [live] })).toMatchObject({ outcome: "permit" });
  });

  it("is decided again from its record, which names the approval", () => {
    const location = locationOf(evidence({ claimCountry: "ES" }), index);
    const situation = { ...UNKNOWN_SITUATION, approval: aGrant() };
    const input = {
      ...{ principal: ANA, applicationId: "atlas", index, nowEpochSeconds: NOW, location, situation },
      latencies: undefined,
    };
    const { diagnostics } = decideAt(input);
    expect(decideAt(inputOf(basisOf(input), index)).diagnostics).toStrictEqual(diagnostics);
    const record = launchRecord({
      ...{ launchId: "l", correlationId: "c", principal: ANA, applicationId: "atlas", diagnostics },
      ...{ basis: basisOf(input), waitedSeconds: null, sealedHandover: undefined, nowEpochSeconds: NOW },
      ...{ contextHandleSeconds: 1, launchRecordSeconds: 1 },
      placement: { fleetId: "f", region: "r", stack: "s", fleet: "f", handleDigest: "d", binding: "b" },
    });
    expect(record.approval).toStrictEqual(diagnostics.approval);
    expect(explain(input, decideAt(input)).sentences).toContain(
      `Somebody else approved it: \`chief-1\` of campus, by the request \`${APPROVAL_ID}\`.`,
    );
  });

  it("is explained to whoever asks about somebody made up", () => {
    const location = locationOf(evidence(), index);
    const input = {
      ...{ principal: ANA, applicationId: "atlas", index, nowEpochSeconds: NOW, location },
      ...{ latencies: undefined, situation: UNKNOWN_SITUATION },
    };
    expect(explain(input, decideAt(input)).sentences[1]).toBe(
      "It opens only while an approval is in force that somebody else gave them, and none is known; approvers are `chiefs`.",
    );
  });
});
