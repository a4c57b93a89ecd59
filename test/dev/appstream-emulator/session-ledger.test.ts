import { describe, expect, it } from "vitest";
import { FleetRegistry } from "../../../dev/appstream-emulator/world/fleet-registry.ts";
import { SessionLedger } from "../../../dev/appstream-emulator/world/session-ledger.ts";
import { aFleet } from "./stage.ts";

const DELAYS = { start: { ALWAYS_ON: 0, ON_DEMAND: 0, ELASTIC: 0 }, rebuild: 60_000 };

function aLedger(fleet = aFleet({ fleetType: "ELASTIC", capacity: 10_000 })) {
  let now = 0;
  const ledger = new SessionLedger(new FleetRegistry([fleet], () => now), DELAYS, () => now);
  const { region, stack } = fleet;
  const request = { region, stack, fleet: fleet.fleet, applicationId: "", sessionContext: "" };
  return {
    ledger,
    open: (userId: string) => ledger.open({ ...request, userId }, fleet),
    described: () => ledger.described(region, stack, fleet.fleet),
    capacity: () => ledger.capacity(fleet),
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe("SessionLedger", () => {
  it("forgets all but a thousand of the sessions that have ended, and none that lives", () => {
    const { ledger, open, described, wait } = aLedger();
    open("u-stays");
    for (let number = 0; number < 3000; number += 1) {
      ledger.end("eu-west-1", open(`u-${number}`)?.id ?? "");
    }
    expect(ledger.all()).toHaveLength(1001);
    expect(ledger.all()[0]).toMatchObject({ userId: "u-stays", state: "ACTIVE" });
    wait(60);
    expect(described()).toMatchObject([{ userId: "u-stays" }]);
  });

  it("ends each session at its own moment, and counts the rebuilding from there", () => {
    const { ledger, open, capacity, wait } = aLedger(aFleet({ capacity: 2 }));
    ledger.disconnect("eu-west-1", open("u-ana")?.id ?? "");
    wait(30);
    ledger.disconnect("eu-west-1", open("u-ben")?.id ?? "");
    wait(869);
    expect(capacity()).toMatchObject({ inUse: 2, free: 0 });
    wait(1);
    expect(capacity()).toMatchObject({ inUse: 1, free: 0 });
    wait(59);
    expect(capacity()).toMatchObject({ inUse: 0, free: 0 });
    wait(1);
    expect(capacity()).toMatchObject({ inUse: 0, free: 1 });
    wait(30);
    expect(capacity()).toMatchObject({ inUse: 0, free: 2 });
  });

  it("forgets a disconnect once the user is back", () => {
    const { ledger, open, wait } = aLedger(aFleet());
    ledger.disconnect("eu-west-1", open("u-ana")?.id ?? "");
    wait(600);
    open("u-ana");
    wait(600);
    expect(ledger.all()).toMatchObject([{ state: "ACTIVE", connectionState: "CONNECTED" }]);
  });
});
