import { describe, expect, it } from "vitest";
import type { UserLocation } from "../../functions/core/location.ts";
import type { Preference } from "../../functions/core/policy.ts";
import { type RankingHints, rankFleets } from "../../functions/core/routing.ts";
import { aFleet, aLocation, anApplication, aPolicy, indexedAtlas } from "../support/core-builders.ts";

const MADRID = aLocation({ country: "ES", coordinates: { latitude: 40.4, longitude: -3.7 } });
const NOWHERE = aLocation({ country: undefined, coordinates: undefined, provenance: "none" });

/** `mystery` stands in a Region whose place nobody knows. */
const fleets = {
  dublin: aFleet({ region: "eu-west-1" }),
  frankfurt: aFleet({ region: "eu-central-1" }),
  virginia: aFleet({ region: "us-east-1" }),
  mystery: aFleet({ region: "xx-nowhere-1" }),
};

const prefer = (order: readonly string[], countries: readonly string[] | null = null): Preference => ({
  applications: null,
  countries,
  fleets: order,
});

const rank = (
  location: UserLocation,
  preferences: readonly Preference[] = [],
  ids: readonly (keyof typeof fleets)[] = ["virginia", "frankfurt", "dublin"],
  hints: RankingHints = {},
) => {
  const atlas = indexedAtlas(
    aPolicy({ fleets, preferences, applications: { atlas: anApplication({ fleets: ids }) } }),
  );
  return rankFleets(atlas.fleets, location, atlas.preferences, hints);
};

const estimated = (milliseconds: number | null) => ({ isHome: false, milliseconds, isMeasured: false });

const ids = (ranked: ReturnType<typeof rankFleets>) => ranked.map(({ id }) => id);

describe("rankFleets", () => {
  it("ranks nothing of nothing", () => {
    expect(rank(MADRID, [], [])).toStrictEqual([]);
  });

  it("tries the nearest Region first and says how far it is, in whole kilometres", () => {
    expect(rank(MADRID)).toStrictEqual([
      {
        id: "frankfurt",
        fleet: fleets.frankfurt,
        preference: null,
        ...estimated(24),
        distanceKilometres: 1447,
      },
      { id: "dublin", fleet: fleets.dublin, preference: null, ...estimated(25), distanceKilometres: 1453 },
      {
        id: "virginia",
        fleet: fleets.virginia,
        preference: null,
        ...estimated(71),
        distanceKilometres: 6118,
      },
    ]);
  });

  it("ranks by id where the person's place is unknown", () => {
    expect(rank(NOWHERE)).toStrictEqual([
      { id: "dublin", fleet: fleets.dublin, preference: null, ...estimated(null), distanceKilometres: null },
      {
        id: "frankfurt",
        fleet: fleets.frankfurt,
        preference: null,
        ...estimated(null),
        distanceKilometres: null,
      },
      {
        id: "virginia",
        fleet: fleets.virginia,
        preference: null,
        ...estimated(null),
        distanceKilometres: null,
      },
    ]);
  });

  it("ranks by id where two Regions are equally far", () => {
    const atlas = indexedAtlas(
      aPolicy({
        fleets: { b: aFleet(), c: aFleet(), a: aFleet() },
        applications: { atlas: anApplication({ fleets: ["b", "c", "a"] }) },
      }),
    );
    expect(ids(rankFleets(atlas.fleets, MADRID, []))).toStrictEqual(["a", "b", "c"]);
  });

  it("tries a Region whose place is unknown last", () => {
    const ranked = rank(MADRID, [], ["mystery", "virginia", "dublin"]);
    expect(ids(ranked)).toStrictEqual(["dublin", "virginia", "mystery"]);
    expect(ranked[2]).toMatchObject({ preference: null, distanceKilometres: null });
  });

  it("puts the operator's order before distance", () => {
    const ranked = rank(MADRID, [prefer(["virginia", "dublin", "frankfurt"])]);
    expect(ids(ranked)).toStrictEqual(["virginia", "dublin", "frankfurt"]);
    expect(ranked.map(({ preference }) => preference)).toStrictEqual([0, 1, 2]);
    expect(ranked[0]?.distanceKilometres).toBe(6118);
  });

  it("tries fleets without a preference after those with one, the nearest first", () => {
    const ranked = rank(MADRID, [prefer(["virginia"])]);
    expect(ids(ranked)).toStrictEqual(["virginia", "frankfurt", "dublin"]);
    expect(ranked.map(({ preference }) => preference)).toStrictEqual([0, null, null]);
  });

  it("follows a preference even to a Region whose place is unknown", () => {
    const ranked = rank(MADRID, [prefer(["mystery"])], ["dublin", "mystery"]);
    expect(ids(ranked)).toStrictEqual(["mystery", "dublin"]);
  });

  it("keeps the place of the operator's order where an earlier fleet is not among the candidates", () => {
    const ranked = rank(MADRID, [prefer(["elsewhere", "dublin"])]);
    expect(ranked[0]).toMatchObject({ id: "dublin", preference: 1 });
  });

  it("uses the first preference that matches the country and no other", () => {
    const preferences = [
      prefer(["virginia"], ["MX", "US"]),
      prefer(["dublin"], ["ES"]),
      prefer(["virginia"], ["ES"]),
      prefer(["virginia"]),
    ];
    expect(ids(rank(MADRID, preferences))).toStrictEqual(["dublin", "frankfurt", "virginia"]);
  });

  it("stops at the first match even where it names none of the candidates", () => {
    const preferences = [prefer(["elsewhere"], ["ES"]), prefer(["virginia"])];
    expect(ids(rank(MADRID, preferences))).toStrictEqual(["frankfurt", "dublin", "virginia"]);
  });

  it("matches no country where none is known, but a preference for all", () => {
    expect(ids(rank(NOWHERE, [prefer(["virginia"], ["ES"])]))).toStrictEqual([
      "dublin",
      "frankfurt",
      "virginia",
    ]);
    expect(ids(rank(NOWHERE, [prefer(["virginia"], ["ES"]), prefer(["frankfurt"])]))).toStrictEqual([
      "frankfurt",
      "dublin",
      "virginia",
    ]);
  });

  describe("with what the browser measured", () => {
    const measured = (
      figures: Readonly<Record<string, number>>,
      location: UserLocation = MADRID,
      ids: readonly (keyof typeof fleets)[] = ["virginia", "frankfurt", "dublin"],
    ) => rank(location, [], ids, { latencies: new Map(Object.entries(figures)) });

    it("tries the quickest Region first, however far it is", () => {
      const ranked = measured({ "eu-west-1": 80, "eu-central-1": 60, "us-east-1": 20 });
      expect(ids(ranked)).toStrictEqual(["virginia", "frankfurt", "dublin"]);
      expect(ranked[0]).toMatchObject({ milliseconds: 20, isMeasured: true, distanceKilometres: 6118 });
    });

    it("compares a Region without a figure by the time that its distance takes", () => {
      // 1453 km are estimated at 25 ms, 6118 km at 71.
      expect(ids(measured({ "eu-central-1": 30 }))).toStrictEqual(["dublin", "frankfurt", "virginia"]);
      expect(ids(measured({ "eu-central-1": 19 }))).toStrictEqual(["frankfurt", "dublin", "virginia"]);
      expect(ids(measured({ "eu-central-1": 80 }))).toStrictEqual(["dublin", "virginia", "frankfurt"]);
    });

    it("lets distance decide between figures of the same ten milliseconds", () => {
      expect(ids(measured({ "eu-west-1": 20, "eu-central-1": 29 }))[0]).toBe("frankfurt");
      expect(ids(measured({ "eu-west-1": 20, "eu-central-1": 30 }))[0]).toBe("dublin");
    });

    it("ranks people of whom no place is known, and Regions of which none is", () => {
      const ranked = measured({ "us-east-1": 20, "xx-nowhere-1": 5 }, NOWHERE, [
        "dublin",
        "virginia",
        "mystery",
      ]);
      expect(ids(ranked)).toStrictEqual(["mystery", "virginia", "dublin"]);
    });

    it.each([0, -5, 1.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY])("hears no figure of %s", (figure) => {
      expect(measured({ "us-east-1": figure })).toStrictEqual(rank(MADRID));
    });

    it("puts the operator's order and the home Region before them", () => {
      const hints = { latencies: new Map([["us-east-1", 1]]), homeRegion: "eu-central-1" };
      expect(ids(rank(MADRID, [prefer(["dublin"])], undefined, hints))).toStrictEqual([
        "dublin",
        "frankfurt",
        "virginia",
      ]);
    });
  });

  describe("with a home Region", () => {
    it("tries its fleets first, then by distance", () => {
      const ranked = rank(MADRID, [], ["virginia", "frankfurt", "dublin"], { homeRegion: "us-east-1" });
      expect(ids(ranked)).toStrictEqual(["virginia", "frankfurt", "dublin"]);
      expect(ranked.map(({ isHome }) => isHome)).toStrictEqual([true, false, false]);
    });

    it("tries what the operator prefers before it", () => {
      const ranked = rank(MADRID, [prefer(["dublin"])], undefined, { homeRegion: "us-east-1" });
      expect(ids(ranked)).toStrictEqual(["dublin", "virginia", "frankfurt"]);
    });

    it("changes nothing where no candidate is in it", () => {
      expect(rank(MADRID, [], undefined, { homeRegion: "ap-south-1" })).toStrictEqual(rank(MADRID));
    });
  });

  it("leaves the list it was given as it was", () => {
    const atlas = indexedAtlas();
    const before = [...atlas.fleets];
    rankFleets(atlas.fleets, aLocation({ coordinates: { latitude: 39, longitude: -77 } }), []);
    expect(atlas.fleets).toStrictEqual(before);
  });
});
