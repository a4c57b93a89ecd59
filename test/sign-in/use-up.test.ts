import { describe, expect, it } from "vitest";
import { refusal } from "../../functions/core/refusal.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { OneTimeStore, StoreFailure } from "../../functions/ports.ts";
import { useUp } from "../../functions/sign-in/use-up.ts";
import { NOW } from "../support/identity-builders.ts";
import { createMemoryHomeStores, ELSEWHERE, HOME } from "../support/memory-stores.ts";

const ONCE = { id: "transaction-1", region: HOME, expiresAt: NOW + 60 };
const USED = refusal("login_transaction_used", { rule: "once" });

function watched(answer: Result<void, StoreFailure> = ok(undefined)) {
  const calls: unknown[] = [];
  const storeIn = (region: string): OneTimeStore => ({
    consume: async (...call) => {
      calls.push([region, ...call]);
      return answer;
    },
  });
  return { calls, homes: createMemoryHomeStores({ [HOME]: storeIn(HOME), [ELSEWHERE]: storeIn(ELSEWHERE) }) };
}

describe("useUp", () => {
  it.each([HOME, ELSEWHERE])("asks the home %s alone, once", async (region) => {
    const { homes, calls } = watched();
    expect(await useUp(homes, { ...ONCE, region }, NOW, USED)).toBeUndefined();
    expect(calls).toStrictEqual([[region, "transaction-1", NOW + 60, NOW]]);
  });

  it("refuses as it is told what was used up before", async () => {
    expect(await useUp(watched(err("conflict")).homes, ONCE, NOW, USED)).toBe(USED);
  });

  it("refuses where the home is out of reach, names it, and asks no other", async () => {
    const { homes, calls } = watched(err("unavailable"));
    expect(await useUp(homes, ONCE, NOW, USED)).toStrictEqual(
      refusal("login_store_unavailable", { region: HOME }),
    );
    expect(calls).toHaveLength(1);
  });

  it.each(["eu-south-1", "", "constructor"])("refuses what %j issued, and asks nobody", async (region) => {
    const { homes, calls } = watched();
    expect(await useUp(homes, { ...ONCE, region }, NOW, USED)).toStrictEqual(
      refusal("home_region_unknown", { region }),
    );
    expect(calls).toStrictEqual([]);
  });

  it("refuses what names no home, as what was sealed before Regions were named, and asks nobody", async () => {
    const { homes, calls } = watched();
    expect(await useUp(homes, { ...ONCE, region: undefined }, NOW, USED)).toStrictEqual(
      refusal("home_region_unknown", { region: null }),
    );
    expect(calls).toStrictEqual([]);
  });
});
