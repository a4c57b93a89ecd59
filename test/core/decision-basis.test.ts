import { describe, expect, it } from "vitest";
import type { LocatedInput } from "../../functions/core/decide.ts";
import { basisOf, inputOf } from "../../functions/core/decision-basis.ts";
import {
  aFleet,
  aLocation,
  anApplication,
  anIndex,
  aPolicy,
  aPrincipal,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";
import { aFleetStatus, aSituation } from "../support/situations.ts";

const policy = aPolicy();
const index = anIndex({
  ...policy,
  fleets: { ...policy.fleets, spare: aFleet() },
  applications: {
    atlas: anApplication({ fleets: ["dublin"], overflow: { fleets: ["spare"], consent: false } }),
    notes: anApplication({ fleets: ["frankfurt"], appstreamApplication: "Notes" }),
  },
});
const drain = { owner: "ana", reason: "patches", until: WEDNESDAY_NOON + 60 };

function inputFor(applicationId: string): LocatedInput {
  const ids = Object.keys(index.policy.fleets);
  return {
    ...{ principal: aPrincipal(), applicationId, location: aLocation(), index },
    ...{ latencies: new Map([["eu-west-1", 20]]), nowEpochSeconds: WEDNESDAY_NOON },
    situation: aSituation({
      fleets: new Map(ids.map((id) => [id, aFleetStatus()])),
      drains: new Map(ids.map((id) => [id, drain])),
    }),
  };
}

describe("basisOf", () => {
  it.each([
    ["atlas", ["dublin", "spare"]],
    ["notes", ["frankfurt"]],
    ["unknown", []],
  ])("keeps for %s what is known of %j, and of no other fleet", (applicationId, own) => {
    const basis = basisOf(inputFor(applicationId));
    expect(basis.fleets.map(([id]) => id)).toStrictEqual(own);
    expect(basis.drains).toStrictEqual(own.map((id) => [id, drain]));
  });

  it.each([
    { country: "ES", mfaEvidence: "otp", homeRegion: "eu-west-1" },
    { country: undefined, mfaEvidence: undefined },
  ])("is read back as it was, without name and e-mail: %j", (claimed) => {
    const input = { ...inputFor("atlas"), principal: aPrincipal(claimed) };
    const kept = JSON.parse(JSON.stringify(basisOf(input)));
    const again = inputOf(kept, index);
    expect(again.principal).toStrictEqual({ ...input.principal, displayName: undefined, email: undefined });
    expect(basisOf(again)).toStrictEqual(kept);
  });

  it("keeps that whoever asked needed a streaming URL, and nothing where they did not", () => {
    const input = inputFor("atlas");
    const asked = { ...input, situation: { ...input.situation, needsStreamingUrl: true } };
    const kept = JSON.parse(JSON.stringify(basisOf(asked)));
    expect(inputOf(kept, index).situation.needsStreamingUrl).toBe(true);
    for (const needsStreamingUrl of [false, undefined]) {
      const without = basisOf({ ...input, situation: { ...input.situation, needsStreamingUrl } });
      expect(without).not.toHaveProperty("needsStreamingUrl");
      expect(inputOf(without, index).situation.needsStreamingUrl).toBeUndefined();
    }
  });
});
