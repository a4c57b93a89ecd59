import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Store, startStore } from "../../dev/store.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { HomeStores } from "../../functions/ports.ts";
import { createHomeStores } from "../../functions/stores/home-stores.ts";
import "../stores/local-credentials.ts";
import { describeHomeStores, REGIONS } from "./home-stores.contract.ts";

const NOW = 1_795_165_200;
const [HOME, ELSEWHERE] = REGIONS;

let dynalite: Store;

beforeAll(async () => {
  dynalite = await startStore({ port: 0, regions: REGIONS });
  await dynalite.createTable({ name: "logins" });
});

afterAll(() => dynalite.stop());

function storesIn(issuing: string): HomeStores {
  const endpoint = dynalite.endpointTemplate;
  return createHomeStores({ issuing, regions: REGIONS, tableName: "logins", endpoint });
}

describe("createHomeStores on dynalite", () => {
  describeHomeStores(storesIn);

  it("finds a Region that is away unavailable, and lets no other stand in", async () => {
    dynalite.setAway(HOME, true);
    const fromElsewhere = storesIn(ELSEWHERE);
    const away = await fromElsewhere.of(HOME)?.consume("id", NOW + 600, NOW);
    const own = await fromElsewhere.of(ELSEWHERE)?.consume("id", NOW + 600, NOW);
    dynalite.setAway(HOME, false);
    expect([away, own]).toStrictEqual([err("unavailable"), ok(undefined)]);
    expect(await fromElsewhere.of(HOME)?.consume("id", NOW + 600, NOW)).toStrictEqual(ok(undefined));
  });
});
