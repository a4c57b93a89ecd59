import { describe, expect, it } from "vitest";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { err } from "../../functions/core/result.ts";
import { createSealer } from "../../functions/identity/sealer.ts";
import { drawTicket, type LinePorts, readTicket } from "../../functions/launching/waiting-line.ts";
import { sealTicket } from "../../functions/launching/waiting-ticket.ts";
import { ANA, aPolicy, LIMITS, NOW_MILLISECONDS } from "../support/broker-builders.ts";
import { createMemoryDoors } from "../support/memory-doors.ts";

const limits = { ...LIMITS, maxCandidates: 4 };
const ids = (count: number, from = 0) =>
  Array.from({ length: count }, (_, place) => `fleet-${place + from}`.padEnd(20, "-x"));

function stage(change: Partial<LinePorts> = {}): LinePorts {
  return {
    sealer: createSealer([{ id: "2026-11-20", secret: new Uint8Array(32).fill(1) }]),
    doors: createMemoryDoors(),
    index: indexPolicy(aPolicy({ limits }), "v1"),
    now: () => NOW_MILLISECONDS,
    region: "eu-south-2",
    ...change,
  };
}

describe("drawTicket", () => {
  it("holds so many numbers and no more, those of fleets that are waited for now first", async () => {
    const ports = stage();
    const first = await drawTicket(ports, undefined, ANA, "treasury", ids(6));
    expect(Object.keys(first.numbers)).toStrictEqual(ids(4));
    const then = await drawTicket(ports, first, ANA, "treasury", ids(2, 3));
    expect(Object.keys(then.numbers)).toStrictEqual([...ids(2, 3), ...ids(2)]);
    expect(then.numbers).toMatchObject({ [ids(4)[3] ?? ""]: 1 });
    const last = await drawTicket(ports, then, ANA, "treasury", ids(4, 6));
    expect(Object.keys(last.numbers)).toStrictEqual(ids(4, 6));
  });

  it("draws none for a fleet whose number it would not hold", async () => {
    const ports = stage();
    const drawn: string[] = [];
    const doors: LinePorts["doors"] = {
      ...ports.doors,
      draw(fleet, ...rest) {
        drawn.push(fleet);
        return ports.doors.draw(fleet, ...rest);
      },
    };
    const first = await drawTicket({ ...ports, doors }, undefined, ANA, "treasury", ids(9));
    await drawTicket({ ...ports, doors }, first, ANA, "treasury", ids(9));
    expect(drawn).toStrictEqual(ids(4));
  });

  it("keeps the numbers it has where the doors cannot be reminded of them", async () => {
    const ports = stage();
    const first = await drawTicket(ports, undefined, ANA, "treasury", ids(2));
    const doors = { ...ports.doors, draw: async () => err("unavailable" as const) };
    const later = () => NOW_MILLISECONDS + (LIMITS.waitingSeconds / 2) * 1_000;
    const again = await drawTicket({ ...ports, doors, now: later }, first, ANA, "treasury", ids(3));
    expect(again.numbers).toStrictEqual(first.numbers);
  });

  it("fits a cookie beside the others, sealed", async () => {
    const ports = stage();
    const ana = { ...ANA, subject: "0f8fad5b-d9cb-469f-a165-70867728950e" };
    const doors = { ...ports.doors, draw: async () => ({ ok: true, value: 123_456 }) as const };
    const ticket = await drawTicket({ ...ports, doors }, undefined, ana, "treasury", ids(4));
    expect(ids(4).map((id) => id.length)).toStrictEqual([20, 20, 20, 20]);
    const sealed = await sealTicket(ports.sealer, ticket);
    expect(sealed.length).toBeLessThan(450);
    expect(await readTicket(ports, sealed, ana, "treasury")).toStrictEqual(ticket);
  });
});

describe("readTicket", () => {
  it.each([
    ["an object", { identityProvider: "corporate", subject: "ana-7", application: "treasury" }],
    ["a list of another length", ["corporate", "ana-7", "treasury"]],
    ["nothing", null],
  ])("takes a ticket of another version (%s) for none", async (_, members) => {
    const ports = stage();
    const sealed = await ports.sealer.seal("waiting-ticket", JSON.stringify(members));
    expect(await readTicket(ports, sealed, ANA, "treasury")).toBeUndefined();
  });
});
