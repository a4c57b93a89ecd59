import type { Fleet } from "@aws-sdk/client-appstream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fleetStatus } from "../../functions/appstream/fleet-status.ts";

const SURROUNDINGS = { observedAt: 1_795_165_200_000, isAssociated: true, runningSessions: null };

/** Single-session Always-On, ten instances wanted and four of them free. */
function aFleet(overrides: Readonly<Record<string, unknown>> = {}): Fleet {
  return {
    ...{ Arn: "arn", Name: "treasury", InstanceType: "stream.standard.medium", FleetType: "ALWAYS_ON" },
    ...{ State: "RUNNING", StreamView: "APP", DisconnectTimeoutInSeconds: 900 },
    ComputeCapacityStatus: { Desired: 10, Running: 9, InUse: 5, Available: 4 },
    ...overrides,
  } as Fleet;
}

const SEVERAL = {
  ...{ Desired: 2, Available: 1, DesiredUserSessions: 20, AvailableUserSessions: 7 },
  ...{ ActiveUserSessions: 3, ActualUserSessions: 10 },
};

describe("fleetStatus", () => {
  it("reads a whole fleet", () => {
    expect(fleetStatus(aFleet(), SURROUNDINGS)).toStrictEqual({
      ...{ kind: "always_on", state: "running", freePlaces: 4, places: 10, isDomainJoined: false },
      ...{ streamView: "app", errors: [], isAssociated: true, disconnectTimeoutSeconds: 900 },
      observedAt: SURROUNDINGS.observedAt,
    });
  });

  it.each([
    ["always_on", {}, 4, 10],
    ["always_on", { FleetType: undefined }, 4, 10],
    ["on_demand", { FleetType: "ON_DEMAND" }, 4, 10],
    ["multi_session", { MaxSessionsPerInstance: 10, ComputeCapacityStatus: SEVERAL }, 7, 20],
    [
      "multi_session",
      { FleetType: "ON_DEMAND", MaxSessionsPerInstance: 10, ComputeCapacityStatus: SEVERAL },
      7,
      20,
    ],
    ["multi_session", { MaxSessionsPerInstance: 10 }, null, null],
  ])("counts the places of %s %j", (kind, overrides, freePlaces, places) => {
    expect(fleetStatus(aFleet(overrides), SURROUNDINGS)).toMatchObject({ kind, freePlaces, places });
  });

  it.each([
    [20, 13, 7],
    [20, 25, 0],
    [20, null, null],
    [undefined, 3, null],
  ])(
    "counts an Elastic fleet of %j with %j running",
    (MaxConcurrentSessions, runningSessions, freePlaces) => {
      const fleet = aFleet({ FleetType: "ELASTIC", MaxConcurrentSessions });
      expect(fleetStatus(fleet, { ...SURROUNDINGS, runningSessions })).toMatchObject({
        ...{ kind: "elastic", freePlaces, places: MaxConcurrentSessions ?? null },
      });
    },
  );

  it.each([
    ["STARTING", "starting"],
    ["RUNNING", "running"],
    ["STOPPING", "stopping"],
    ["STOPPED", "stopped"],
  ])("reads the state %s", (State, state) => {
    expect(fleetStatus(aFleet({ State }), SURROUNDINGS)?.state).toBe(state);
  });

  it.each([{ State: "constructor" }, { State: undefined }, { FleetType: "SPOT" }, { FleetType: 7 }])(
    "knows nothing of a fleet of %j",
    (overrides) => {
      expect(fleetStatus(aFleet(overrides), SURROUNDINGS)).toBeUndefined();
    },
  );

  it.each([Number.NaN, -1, 1.5, "4", null, {}, undefined])("takes %j for no count", (count) => {
    const ComputeCapacityStatus = { Desired: count, Available: count };
    const status = fleetStatus(
      aFleet({ ComputeCapacityStatus, DisconnectTimeoutInSeconds: count }),
      SURROUNDINGS,
    );
    expect(status).toMatchObject({ freePlaces: null, places: null, disconnectTimeoutSeconds: null });
  });

  it("sees a domain-joined fleet", () => {
    const DomainJoinInfo = { DirectoryName: "corp.example.com" };
    expect(fleetStatus(aFleet({ DomainJoinInfo }), SURROUNDINGS)?.isDomainJoined).toBe(true);
    expect(fleetStatus(aFleet({ DomainJoinInfo: {} }), SURROUNDINGS)?.isDomainJoined).toBe(false);
  });

  it("keeps the first ten codes of errors, and nothing of their messages", () => {
    const codes = Array.from({ length: 12 }, (_, place) => `CODE_${place}`);
    const FleetErrors = [
      ...[null, {}, { ErrorCode: 7 }, { ErrorCode: "<script>" }, { ErrorCode: "A".repeat(99) }],
      ...codes.map((ErrorCode) => ({ ErrorCode, ErrorMessage: "arn:aws:iam::111122223333:role/fleet" })),
    ];
    expect(fleetStatus(aFleet({ FleetErrors }), SURROUNDINGS)?.errors).toStrictEqual(codes.slice(0, 10));
  });

  it("reads the view, or says that it is not known", () => {
    const views = ["APP", "DESKTOP", "OTHER", undefined];
    const read = views.map((StreamView) => fleetStatus(aFleet({ StreamView }), SURROUNDINGS)?.streamView);
    expect(read).toStrictEqual(["app", "desktop", null, null]);
  });

  it("never throws, and never answers a count that is none", () => {
    const members = [
      "FleetType",
      "State",
      "ComputeCapacityStatus",
      "DomainJoinInfo",
      "FleetErrors",
      "StreamView",
    ];
    const garbage = fc.record(Object.fromEntries(members.map((name) => [name, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(garbage, (overrides) => {
        const status = fleetStatus(aFleet(overrides), SURROUNDINGS);
        for (const count of [status?.freePlaces, status?.places]) {
          expect(count === undefined || count === null || (Number.isSafeInteger(count) && count >= 0)).toBe(
            true,
          );
        }
      }),
    );
  });
});
