import { describe, expect, it } from "vitest";
import { decide } from "../../functions/core/decide.ts";
import type { Decision } from "../../functions/core/decision.ts";
import type { FleetPolicy } from "../../functions/core/policy.ts";
import type { Situation } from "../../functions/core/situation.ts";
import { aFleet, anIndex, aPolicy, aPrincipal, evidence, WEDNESDAY_NOON } from "../support/core-builders.ts";
import { aFleetStatus, aSession, aSituation } from "../support/situations.ts";

const FEDERATED = {
  launchMethod: "federation",
  federation: { link: "https://sso.example.com/?RelayState={relayState}", accountId: "111122223333" },
} as const;

/** Ana, in Spain: Dublin, by federation, before Frankfurt before Virginia. */
function decideFor(situation: Partial<Situation>, frankfurt: Partial<FleetPolicy> = {}): Decision {
  const policy = aPolicy();
  const fleets = {
    dublin: { ...aFleet(policy.fleets.dublin), ...FEDERATED },
    frankfurt: { ...aFleet(policy.fleets.frankfurt), ...frankfurt },
  };
  return decide({
    ...{ principal: aPrincipal(), applicationId: "atlas", nowEpochSeconds: WEDNESDAY_NOON },
    evidence: evidence({ claimCountry: "ES" }),
    index: anIndex({
      ...policy,
      ...{ fleets, preferences: [] },
      applications: { atlas: { ...policy.applications.atlas, fleets: ["dublin", "frankfurt"] } as never },
    }),
    situation: aSituation(situation),
  });
}

const candidatesOf = (decision: Decision) =>
  decision.outcome === "permit" ? decision.candidates.map(({ id }) => id) : decision.outcome;
const SET_ASIDE = { fleet: "dublin", kept: false, reason: "reached_by_federation", wall: null };

describe("decide, with a fleet that is reached by federation", () => {
  it("sends a person's own browser there like anywhere else", () => {
    for (const needsStreamingUrl of [false, undefined]) {
      expect(candidatesOf(decideFor({ needsStreamingUrl }))).toStrictEqual(["dublin", "frankfurt"]);
    }
  });

  it("sets it aside for whoever needs a streaming URL, and says so", () => {
    const decision = decideFor({ needsStreamingUrl: true });
    expect(candidatesOf(decision)).toStrictEqual(["frankfurt"]);
    expect(decision.diagnostics.candidates).toContainEqual(SET_ASIDE);
  });

  it("sets it aside even where a session of theirs is said to be there", () => {
    const sessions = [aSession({ fleet: "dublin" })];
    expect(candidatesOf(decideFor({ needsStreamingUrl: true, sessions }))).toStrictEqual(["frankfurt"]);
  });

  it("has them wait for the others, and not for it", () => {
    const full = aFleetStatus({ freePlaces: 0 });
    const fleets = new Map([["frankfurt", full]]);
    expect(decideFor({ needsStreamingUrl: true, fleets })).toMatchObject({
      ...{ outcome: "wait", waiting: { reason: "fleet_full", offers: [] } },
    });
    const itself = decideFor({ needsStreamingUrl: true, fleets: new Map([["dublin", full]]) }, FEDERATED);
    expect(itself.outcome).toBe("refuse");
  });

  it("refuses where nothing else is left, so that they go there themselves", () => {
    expect(decideFor({ needsStreamingUrl: true }, FEDERATED)).toMatchObject({
      outcome: "refuse",
      refusal: {
        reason: "no_streaming_url",
        evidence: { application: "atlas", reasons: "reached_by_federation" },
      },
    });
    const drain = { owner: "desk", reason: "patching", until: WEDNESDAY_NOON + 60 };
    const drains = new Map([["frankfurt", drain]]);
    expect(decideFor({ needsStreamingUrl: true, drains })).toMatchObject({
      refusal: { reason: "no_streaming_url", evidence: { reasons: "drained reached_by_federation" } },
    });
  });
});
