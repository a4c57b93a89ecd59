import { describe, expect, it } from "vitest";
import { decideAt } from "../../functions/core/decide.ts";
import { suppositionTexts, whatIf } from "../../functions/core/what-if.ts";
import { anInput, aStatus, NOON } from "../support/explain-builders.ts";

describe("whatIf", () => {
  it("supposes nothing where nothing is supposed", () => {
    const input = anInput({ situation: { fleets: new Map([["madrid", aStatus()]]) } });
    expect(whatIf(input, {})).toStrictEqual(input);
  });

  it("finds the place anew by the claim, the address, the network or the edge", () => {
    const input = anInput({ person: { country: undefined } });
    const { location } = input;
    expect(location.country).toBeUndefined();
    expect(whatIf(input, { country: "MX" }).location).toMatchObject({ country: "MX", provenance: "claim" });
    expect(whatIf(input, { clientIp: "198.51.100.9" }).location.network).toBe("paris-office");
    expect(whatIf(input, { network: "madrid-office" }).location).toMatchObject({
      country: "ES",
      presentIn: "ES",
    });
    expect(whatIf(input, { connectedFrom: "FR" }).location).toMatchObject({
      country: "FR",
      provenance: "edge",
    });
  });

  it("keeps the claim where only the connection is supposed", () => {
    const { location } = whatIf(anInput({ person: { country: "MX" } }), { connectedFrom: "FR" });
    expect(location).toMatchObject({ country: "MX", presentIn: "FR" });
  });

  it("takes the second factor away, or gives one", () => {
    expect(whatIf(anInput(), { mfa: false }).principal.mfaEvidence).toBeUndefined();
    expect(whatIf(anInput({ person: { mfa: false } }), { mfa: true }).principal.mfaEvidence).toBe("supposed");
  });

  it("moves on to what is left when fleets and Regions are down", () => {
    const down = whatIf(anInput(), { fleetsDown: ["madrid"] });
    expect(decideAt(down)).toMatchObject({ outcome: "permit", candidates: [{ id: "dublin" }] });
    const nothing = whatIf(down, { regionsDown: ["eu-west-1"] });
    expect(decideAt(nothing)).toMatchObject({ outcome: "wait", waiting: { reason: "region_resting" } });
  });

  it("leaves of a known fleet what it is, with its places gone and nothing broken", () => {
    const status = aStatus({ kind: "elastic", errors: ["INTERNAL_SERVICE_ERROR"] });
    const input = anInput({ situation: { fleets: new Map([["madrid", status]]) } });
    const { situation } = whatIf(input, { fleetsFull: ["madrid"], atEpochSeconds: NOON + 60 });
    expect(situation.fleets.get("madrid")).toStrictEqual({
      ...aStatus({ kind: "elastic", freePlaces: 0 }),
      observedAt: (NOON + 60) * 1_000,
    });
  });
});

describe("suppositionTexts", () => {
  it("says each, and does not repeat an address", () => {
    const supposed = {
      ...{ country: "MX", clientIp: "192.0.2.55", network: "madrid-office", connectedFrom: "FR" },
      ...{ atEpochSeconds: NOON, fleetsDown: ["madrid"], fleetsFull: ["dublin", "virginia"] },
      ...{ regionsDown: ["eu-west-1"], hasConsented: true, mfa: false },
    };
    expect(suppositionTexts(supposed)).toStrictEqual([
      "their identity provider claims Mexico (MX)",
      "they come from the address in the question",
      "they come from the network `madrid-office`",
      "the edge sees them in France (FR)",
      "it is 2026-07-08 10:00 UTC",
      "`madrid` is down",
      "`dublin` and `virginia` are full",
      "AppStream is down in eu-west-1",
      "they say yes to an overflow fleet",
      "their sign-in had no second factor",
    ]);
    expect(suppositionTexts({ hasConsented: false, mfa: true })).toStrictEqual([
      "they say no to an overflow fleet",
      "their sign-in had a second factor",
    ]);
  });
});
