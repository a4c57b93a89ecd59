/** What every HomeStores must do: one store a Region, the same from wherever it is asked, and a home for every id. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { HomeStores, OneTimeStore } from "../../functions/ports.ts";

const NOW = 1_795_165_200;
export const REGIONS = ["eu-west-1", "us-east-1"] as const;

/** `seenFrom` gives the stores as a function in that Region sees them; all see the same. */
export function describeHomeStores(seenFrom: (region: string) => HomeStores): void {
  const all = (): readonly HomeStores[] => REGIONS.map(seenFrom);
  const storeOf = (homes: HomeStores, region: string): OneTimeStore => {
    const store = homes.of(region);
    if (store === undefined) throw new Error(`no store for ${region}`);
    return store;
  };

  it("issues where the function runs", () => {
    expect(all().map(({ issuing }) => issuing)).toEqual(REGIONS);
  });

  it.each(["eu-south-1", "", "EU-WEST-1", "constructor"])("knows no Region %j", (region) => {
    for (const homes of all()) expect(homes.of(region)).toBeUndefined();
  });

  it("chooses one home for an id, the same in every Region", () => {
    const ids = Array.from({ length: 50 }, () => `saml-assertion campus ${randomUUID()}`);
    const chosen = ids.map((id) => all().map((homes) => homes.homeOf(id)));
    for (const [first, ...others] of chosen) for (const other of others) expect(other).toBe(first);
    expect(new Set(chosen.flat())).toEqual(new Set(REGIONS));
  });

  describe.each(REGIONS)("of(%j)", (region) => {
    it("is the same store from every Region", async () => {
      const id = randomUUID();
      const [here, there] = all().map((homes) => storeOf(homes, region));
      expect(await here?.consume(id, NOW + 600, NOW)).toStrictEqual(ok(undefined));
      expect(await there?.consume(id, NOW + 600, NOW)).toStrictEqual(err("conflict"));
    });

    it("lets exactly one of fifty win who race from all Regions", async () => {
      const id = randomUUID();
      const stores = all().map((homes) => storeOf(homes, region));
      const racing = Array.from({ length: 50 }, (_, place) => stores[place % stores.length]);
      const outcomes = await Promise.all(racing.map((store) => store?.consume(id, NOW + 600, NOW)));
      expect(outcomes.filter((outcome) => outcome?.ok)).toHaveLength(1);
      expect(
        outcomes.filter((outcome) => outcome?.ok === false && outcome.error === "conflict"),
      ).toHaveLength(49);
    });
  });

  it("keeps the Regions' stores apart", async () => {
    const id = randomUUID();
    const [homes] = all();
    if (homes === undefined) throw new TypeError("unreachable");
    for (const region of REGIONS) {
      expect(await storeOf(homes, region).consume(id, NOW + 600, NOW)).toStrictEqual(ok(undefined));
    }
  });
}
