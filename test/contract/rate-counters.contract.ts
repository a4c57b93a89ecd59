/** What every RateCounters must do: count, and never past the ceiling. */
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { RateCounters, RateWindow } from "../../functions/portal-api-ports.ts";

const NOW = 1_795_000_020;

function aWindow(change: Partial<RateWindow> = {}): RateWindow {
  return { id: `person:${randomUUID()}`, ceiling: 3, startsAt: NOW, endsAt: NOW + 60, ...change };
}

export function describeRateCounters(make: () => RateCounters): void {
  it("counts from one to the ceiling, and stops there", async () => {
    const counters = make();
    const window = aWindow();
    for (const hits of [1, 2, 3]) expect(await counters.count(window)).toStrictEqual(ok(hits));
    for (const _ of [4, 5]) expect(await counters.count(window)).toStrictEqual(err("conflict"));
  });

  it("lets exactly as many of twenty at once through as the ceiling says", async () => {
    const counters = make();
    const window = aWindow({ ceiling: 7 });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => counters.count(window)));
    expect(outcomes.filter(({ ok: isCounted }) => isCounted)).toHaveLength(7);
  });

  it("begins anew with the next window, and counts everybody apart", async () => {
    const counters = make();
    const window = aWindow({ ceiling: 1 });
    await counters.count(window);
    expect(await counters.count({ ...window, startsAt: NOW + 60, endsAt: NOW + 120 })).toStrictEqual(ok(1));
    expect(await counters.count(aWindow({ ceiling: 1 }))).toStrictEqual(ok(1));
  });
}
