import { describe, expect, it } from "vitest";
import { surfacePoint } from "../../functions/core/distance.ts";
import { indexPolicy, subjectKey } from "../../functions/core/policy-index.ts";
import { regionCoordinates } from "../../functions/core/regions.ts";
import {
  aFleet,
  anApplication,
  anIndex,
  aPolicy,
  indexedApplication,
  indexedAtlas,
  NO_CONDITIONS,
  WEDNESDAY_NOON,
} from "../support/core-builders.ts";
import { aBrowser, aCookie, aHandover, aToken } from "../support/handover-builders.ts";

describe("subjectKey", () => {
  it("keeps provider and subject apart", () => {
    expect(subjectKey("campus", "1")).toBe("campus\u00001");
    expect(subjectKey("campus", "1")).not.toBe(subjectKey("campus1", ""));
    expect(subjectKey("a", "b\u0000c")).not.toBe(subjectKey("ab", "c"));
  });
});

describe("indexPolicy", () => {
  it("takes no policy whose moments were not checked", () => {
    const classes = [{ name: "Training", starts: "noon", ends: "one", people: 4 }];
    const applications = { treasury: { ...Object.values(aPolicy().applications)[0], classes } };
    expect(() => anIndex(aPolicy({ applications: applications as never }))).toThrow(TypeError);
  });

  it("keeps the policy and its version", () => {
    const policy = aPolicy();
    const index = indexPolicy(policy, "feedfacecafebeef");
    expect(index.policy).toBe(policy);
    expect(index.version).toBe("feedfacecafebeef");
  });

  it("carries the metadata of SAML providers, none by default", () => {
    expect(indexPolicy(aPolicy(), "feedfacecafebeef").samlMetadata).toStrictEqual({});
    const samlMetadata = {};
    expect(indexPolicy(aPolicy(), "feedfacecafebeef", samlMetadata).samlMetadata).toBe(samlMetadata);
  });

  it("finds applications by id and nothing that an object inherits", () => {
    const { applications } = anIndex();
    expect([...applications.keys()]).toStrictEqual(["atlas"]);
    expect(applications.get("atlas")).toMatchObject({ id: "atlas", application: anApplication() });
    for (const id of ["constructor", "__proto__", "toString", "Atlas", ""]) {
      expect(applications.get(id)).toBeUndefined();
    }
  });

  it("keeps the application's fleets in its order, each with the place of its Region", () => {
    const atlas = indexedApplication({ fleets: ["virginia", "dublin"] });
    const place = (region: string) =>
      surfacePoint(regionCoordinates(region) ?? { latitude: 0, longitude: 0 });
    expect(atlas.fleets).toStrictEqual([
      {
        id: "virginia",
        fleet: aFleet({ region: "us-east-1", jurisdiction: "US" }),
        point: place("us-east-1"),
      },
      { id: "dublin", fleet: aFleet(), point: place("eu-west-1") },
    ]);
  });

  it("leaves out a fleet that the policy does not have", () => {
    const atlas = indexedApplication({ fleets: ["atlantis", "dublin", "constructor"] });
    expect(atlas.fleets.map(({ id }) => id)).toStrictEqual(["dublin"]);
  });

  it("knows no place for a Region without AppStream", () => {
    const fleets = { dublin: aFleet({ region: "xx-nowhere-1" }) };
    expect(indexedAtlas(aPolicy({ fleets })).fleets).toStrictEqual([
      { id: "dublin", fleet: fleets.dublin, point: undefined },
    ]);
  });

  it("makes sets of the audience, subjects by their key", () => {
    const atlas = indexedApplication({
      audience: {
        groups: ["staff", "students"],
        subjects: [{ identityProvider: "campus", subject: "1" }],
      },
    });
    expect(atlas.audience).toStrictEqual({
      groups: new Set(),
      bareGroups: new Set(["staff", "students"]),
      subjects: new Set([subjectKey("campus", "1")]),
    });
  });

  it("remembers every group that some audience names, and no other", () => {
    const applications = {
      atlas: anApplication({ audience: { groups: ["staff", "students"], subjects: [] } }),
      editor: anApplication({ audience: { groups: ["students", "guests"], subjects: [] } }),
      closed: anApplication({ audience: { groups: [], subjects: [] } }),
    };
    expect(anIndex(aPolicy({ applications })).knownGroups).toStrictEqual(
      new Set(["staff", "students", "guests"]),
    );
  });

  it("remembers the groups that a token asks for", () => {
    const token = aToken({ groups: ["traders"], groupsByProvider: { campus: ["clerks"] } });
    const handover = aHandover({ browser: aBrowser({ cookies: [aCookie({ token })] }) });
    const applications = { atlas: anApplication({ handover }) };
    expect(anIndex(aPolicy({ applications })).knownGroups).toStrictEqual(
      new Set(["staff", "traders", "clerks"]),
    );
  });

  it("remembers the groups that a home Region names, and where the policy has fleets", () => {
    const groups = [{ identityProvider: null, group: "traders", region: "us-east-1" }];
    const subjects = [{ identityProvider: "campus", subject: "1", region: "eu-west-1" }];
    const location = { ...aPolicy().location, homeRegions: { subjects, groups } };
    const { knownGroups, homeRegions, fleetRegions } = anIndex(aPolicy({ location }));
    expect(knownGroups).toStrictEqual(new Set(["staff", "traders"]));
    expect(homeRegions).toStrictEqual({
      subjects: new Map([[subjectKey("campus", "1"), "eu-west-1"]]),
      groups,
    });
    expect(fleetRegions).toStrictEqual(new Set(["eu-west-1", "eu-central-1", "us-east-1"]));
  });

  it("keeps no condition apart from an empty one", () => {
    expect(indexedApplication({})).toMatchObject({ networks: null, countries: null, opening: null });
    const closed = indexedApplication({ conditions: { ...NO_CONDITIONS, networks: [], countries: [] } });
    expect(closed.networks).toStrictEqual(new Set());
    expect(closed.countries).toStrictEqual(new Set());
  });

  it("prepares the conditions", () => {
    const hours = { timeZone: "UTC", days: ["wed"], from: "10:00", until: "11:00" } as const;
    const atlas = indexedApplication({
      conditions: { mfa: false, networks: ["office"], hours, countries: ["ES", "MX"] },
    });
    expect(atlas.networks).toStrictEqual(new Set(["office"]));
    expect(atlas.countries).toStrictEqual(new Set(["ES", "MX"]));
    expect(atlas.opening?.hours).toStrictEqual(hours);
    expect(atlas.opening?.isOpen(WEDNESDAY_NOON)).toBe(true);
    expect(atlas.opening?.isOpen(WEDNESDAY_NOON + 3600)).toBe(false);
  });

  it("anchors a context pattern on both ends, every alternative of it", () => {
    const { contextPattern } = indexedApplication({ context: { pattern: "cat|dog", maxLength: 10 } });
    const matches = ["cat", "dog", "cats", "hotdog", "catdog", "cat\n", "\ndog", "CAT", ""].filter((text) =>
      contextPattern?.test(text),
    );
    expect(matches).toStrictEqual(["cat", "dog"]);
  });

  it("reads a context pattern by code point", () => {
    const { contextPattern } = indexedApplication({ context: { pattern: "\\p{Lu}.", maxLength: 10 } });
    expect(contextPattern?.test("Ñ🙂")).toBe(true);
    expect(contextPattern?.test("ñ🙂")).toBe(false);
  });

  it("has no context pattern where the application declares no context", () => {
    expect(indexedApplication({ context: null }).contextPattern).toBeNull();
  });

  it("finds the network of an address", () => {
    const { networks } = anIndex();
    expect(networks.lookup("192.0.2.1")).toBe("office");
    expect(networks.lookup("192.0.3.1")).toBeUndefined();
  });

  describe("of two applications", () => {
    const applications = { atlas: anApplication(), editor: anApplication() };
    const covering = (names: readonly string[] | null) => ({ applications: names });

    it("attaches a wall to the applications it covers, in the policy's order", () => {
      const wall = { countries: ["ES"], jurisdictions: ["EU", "US"] };
      const walls = [
        { id: "editors", ...covering(["editor"]), ...wall },
        { id: "all", ...covering(null), countries: null, jurisdictions: ["EU"] },
        { id: "both", ...covering(["atlas", "editor"]), ...wall },
        { id: "none", ...covering([]), ...wall },
      ];
      const index = anIndex(aPolicy({ applications, residency: { walls } }));
      const of = (id: string) => index.applications.get(id)?.walls.map((attached) => attached.id);
      expect(of("atlas")).toStrictEqual(["all", "both"]);
      expect(of("editor")).toStrictEqual(["editors", "all", "both"]);
      expect(index.applications.get("atlas")?.walls).toStrictEqual([
        { id: "all", countries: null, jurisdictions: new Set(["EU"]) },
        { id: "both", countries: new Set(["ES"]), jurisdictions: new Set(["EU", "US"]) },
      ]);
    });

    it("attaches a preference to the applications it covers, in the policy's order", () => {
      const preferences = [
        { ...covering(["editor"]), countries: null, fleets: ["virginia"] },
        { ...covering(["atlas"]), countries: ["ES"], fleets: ["dublin", "frankfurt"] },
        { ...covering(null), countries: null, fleets: ["frankfurt"] },
        { ...covering([]), countries: null, fleets: ["dublin"] },
      ];
      const index = anIndex(aPolicy({ applications, preferences }));
      expect(index.applications.get("atlas")?.preferences).toStrictEqual([
        {
          countries: new Set(["ES"]),
          order: new Map([
            ["dublin", 0],
            ["frankfurt", 1],
          ]),
        },
        { countries: null, order: new Map([["frankfurt", 0]]) },
      ]);
      expect(index.applications.get("editor")?.preferences).toStrictEqual([
        { countries: null, order: new Map([["virginia", 0]]) },
        { countries: null, order: new Map([["frankfurt", 0]]) },
      ]);
    });
  });
});
