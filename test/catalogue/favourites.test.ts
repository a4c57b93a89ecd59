import { describe, expect, it } from "vitest";
import { setFavourite } from "../../functions/catalogue/favourites.ts";
import { ok } from "../../functions/core/result.ts";
import { anApplication, anIndex, aPolicy, aPrincipal } from "../support/core-builders.ts";
import { createMemoryFavourites } from "../support/memory-favourites.ts";

const NOW = 1_795_165_200_000;
const secret = anApplication({ audience: { groups: [], subjects: [] } });
const index = anIndex(aPolicy({ applications: { atlas: anApplication(), secret } }));
const principal = aPrincipal();

function stage() {
  const favourites = createMemoryFavourites();
  const ports = { index, favourites, now: () => NOW };
  const set = (application: string, isFavourite = true) =>
    setFavourite(ports, { principal, application, isFavourite });
  return { favourites, set, read: () => favourites.read(principal.userId, NOW) };
}

describe("setFavourite", () => {
  it("makes an application a favourite, and none again", async () => {
    const { set, read } = stage();
    expect(await set("atlas")).toStrictEqual(ok(undefined));
    expect(await read()).toStrictEqual(new Set(["atlas"]));
    await set("atlas", false);
    expect(await read()).toStrictEqual(new Set());
  });

  it.each([
    ["secret", "not_in_audience"],
    ["ledger", "application_unknown"],
    ["__proto__", "application_unknown"],
  ])("refuses what they may not launch: %s", async (application, reason) => {
    const { set, read } = stage();
    expect(await set(application)).toMatchObject({ ok: false, error: { reason } });
    expect(await read()).toStrictEqual(new Set());
  });

  it("says that it could not be kept", async () => {
    const { favourites, set } = stage();
    favourites.setAway(true);
    expect(await set("atlas")).toMatchObject({ ok: false, error: { reason: "favourite_not_kept" } });
  });
});
