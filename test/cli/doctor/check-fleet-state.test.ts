import { describe, expect, it } from "vitest";
import type { AccountFleet } from "../../../cli/doctor/account-facts.ts";
import { checkFleetState } from "../../../cli/doctor/check-fleet-state.ts";
import { anAccountFleet, findingsOf } from "../../support/account-facts.ts";

const ofIreland = (changes: Partial<AccountFleet>, until?: string) =>
  findingsOf(checkFleetState, {
    policy:
      until === undefined ? [] : [[["fleets", "ireland", "drain"], { owner: "Ana", reason: "image", until }]],
    fleets: { ireland: { fleet: anAccountFleet(changes) } },
  });

describe("checkFleetState", () => {
  it("has nothing to say of a running fleet", () => {
    expect(ofIreland({})).toStrictEqual([]);
    expect(ofIreland({ places: undefined })).toStrictEqual([]);
  });

  it.each(["STOPPED", "STOPPING"])("finds fault with a fleet that is %s", (state) => {
    expect(ofIreland({ state })).toStrictEqual([
      `fault fleets.ireland.fleet is ${state}: it takes nobody; start it, or drain it with owner, reason and end`,
    ]);
  });

  it("lets a drained fleet be stopped, for as long as it is drained", () => {
    expect(ofIreland({ state: "STOPPED" }, "2026-11-21T12:00:01Z")).toStrictEqual([
      "info fleets.ireland.fleet is STOPPED, and drained",
    ]);
    expect(ofIreland({ state: "STOPPED" }, "2026-11-21T12:00:00Z")[0]).toMatch(/^fault /);
  });

  it("warns of a fleet that starts, has no places, or reports errors", () => {
    expect(ofIreland({ state: "STARTING" })).toStrictEqual([
      "warning fleets.ireland.fleet is STARTING: it takes people in some minutes",
    ]);
    expect(ofIreland({ places: 0 })).toStrictEqual([
      "warning fleets.ireland.fleet has no places: nobody can start a session until its capacity is above 0",
    ]);
    expect(ofIreland({ errors: ["IMAGE_NOT_FOUND", "IMAGE_NOT_FOUND", "SUBNET_NOT_FOUND"] })).toStrictEqual([
      "warning fleets.ireland.fleet reports IMAGE_NOT_FOUND, SUBNET_NOT_FOUND: its instances may not start; look at it " +
        "in the AppStream console",
    ]);
  });

  it("says nothing of a fleet that it does not know", () => {
    for (const fleet of [undefined, "not_found"] as const) {
      expect(findingsOf(checkFleetState, { fleets: { ireland: { fleet } } })).toStrictEqual([]);
    }
  });
});
