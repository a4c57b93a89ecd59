import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { Drain } from "../../functions/core/situation.ts";
import { sharedFleets } from "../../functions/operators/shared-fleets.ts";
import type { FleetSnapshot } from "../../functions/ports.ts";
import { anExplainIndex } from "../support/explain-builders.ts";
import { aFleetStatus } from "../support/situations.ts";

const NOW = Date.parse("2026-07-08T10:00:00Z");
const index = anExplainIndex();
const FLEETS = [...index.fleets.values()].filter(({ id }) => id === "madrid" || id === "virginia");
const DRAIN: Drain = { owner: "Ana", reason: "patching", until: NOW / 1_000 + 600 };
const limits = { capacityRefreshSeconds: 20 };
const noDrains = { read: async () => ok(new Map<string, Drain>()) };

function snapshot(id: string, ageMilliseconds: number): FleetSnapshot {
  const fleets = new Map([[id, aFleetStatus({ freePlaces: 0 })]]);
  return { observedAt: NOW - ageMilliseconds, turn: 0, fleets };
}

describe("sharedFleets", () => {
  it("knows what launches saw last in every Region of the fleets asked for, and the maintenance", async () => {
    const asked: string[] = [];
    const read = async (region: string) => {
      asked.push(region);
      return ok(snapshot(region === "us-east-1" ? "virginia" : "madrid", 20_000));
    };
    const drains = { read: async () => ok(new Map([["virginia", DRAIN]])) };
    const seen = await sharedFleets({ snapshots: { read }, drains, limits }).observe(FLEETS, NOW);
    expect(asked).toStrictEqual(["eu-south-2", "us-east-1"]);
    expect([...seen.fleets.keys()]).toStrictEqual(["madrid", "virginia"]);
    expect(seen.drains.get("virginia")).toStrictEqual(DRAIN);
  });

  it.each([
    ["is too old for a launch", async () => ok(snapshot("madrid", 61_000))],
    ["was never seen", async () => ok(undefined)],
    ["cannot be read", async () => err("unavailable" as const)],
  ])("does not know what %s", async (_, read) => {
    const seen = await sharedFleets({ snapshots: { read }, drains: noDrains, limits }).observe(FLEETS, NOW);
    expect(seen.fleets.size).toBe(0);
  });

  it("goes on without the maintenance that it cannot read", async () => {
    const drains = { read: async () => err("unavailable" as const) };
    const read = async () => ok(snapshot("madrid", 0));
    const seen = await sharedFleets({ snapshots: { read }, drains, limits }).observe(FLEETS, NOW);
    expect([seen.drains.size, seen.fleets.size]).toStrictEqual([0, 1]);
  });
});
