import { describe, expect, it } from "vitest";
import { closedReason } from "../../functions/core/fleet-status.ts";
import { aFleetStatus } from "../support/situations.ts";

describe("closedReason", () => {
  it.each([
    ["fleet_not_found", "not_found"],
    ["domain_joined", aFleetStatus({ isDomainJoined: true })],
    ["stack_not_associated", aFleetStatus({ isAssociated: false })],
    ["fleet_stopped", aFleetStatus({ state: "stopped" })],
    ["fleet_stopping", aFleetStatus({ state: "stopping" })],
    ["fleet_starting", aFleetStatus({ state: "starting", freePlaces: 0 })],
    ["fleet_full", aFleetStatus({ freePlaces: 0 })],
    ["fleet_without_places", aFleetStatus({ freePlaces: 0, places: 0 })],
    ["fleet_full", aFleetStatus({ freePlaces: 0, places: null })],
    ["fleet_failing", aFleetStatus({ freePlaces: 0, errors: ["IGW_NOT_ATTACHED"] })],
  ] as const)("is %s", (reason, known) => {
    expect(closedReason(known, false)).toBe(reason);
  });

  it.each([
    ["a place is free", aFleetStatus({ freePlaces: 1 })],
    ["nobody knows how many are free", aFleetStatus({ freePlaces: null })],
    ["nobody knows whether stack and fleet belong together", aFleetStatus({ isAssociated: null })],
    ["it has errors and a free place", aFleetStatus({ errors: ["IGW_NOT_ATTACHED"] })],
  ])("leaves a running fleet open where %s", (_, known) => {
    expect(closedReason(known, false)).toBeUndefined();
  });

  it("does not mind a joined domain where people come by federation", () => {
    expect(closedReason(aFleetStatus({ isDomainJoined: true }), true)).toBeUndefined();
  });

  it("says first what lasts longest", () => {
    const everything = aFleetStatus({
      ...{ isDomainJoined: true, isAssociated: false, state: "stopped", freePlaces: 0 },
    });
    expect(closedReason(everything, false)).toBe("domain_joined");
    expect(closedReason(everything, true)).toBe("stack_not_associated");
  });
});
