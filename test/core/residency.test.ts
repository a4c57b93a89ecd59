import { describe, expect, it } from "vitest";
import type { ResidencyWall } from "../../functions/core/policy.ts";
import { wallAgainst } from "../../functions/core/residency.ts";
import { aPolicy, indexedAtlas } from "../support/core-builders.ts";

const european: ResidencyWall = {
  id: "european",
  applications: null,
  countries: ["ES", "FR"],
  jurisdictions: ["EU"],
};
const universal: ResidencyWall = {
  id: "universal",
  applications: null,
  countries: null,
  jurisdictions: ["EU", "US"],
};

const wallFor = (fleetId: string, country: string | undefined, ...walls: readonly ResidencyWall[]) => {
  const atlas = indexedAtlas(aPolicy({ residency: { walls } }));
  const fleet = atlas.fleets.find(({ id }) => id === fleetId);
  if (fleet === undefined) throw new TypeError(`no fleet ${fleetId}`);
  return wallAgainst(fleet, atlas.walls, country);
};

describe("wallAgainst", () => {
  it("finds none where no wall stands", () => {
    expect(wallFor("virginia", "ES")).toBeUndefined();
    expect(wallFor("virginia", undefined)).toBeUndefined();
  });

  it("keeps out a fleet of another jurisdiction, for a user the wall covers", () => {
    expect(wallFor("virginia", "ES", european)).toBe("european");
    expect(wallFor("virginia", "FR", european)).toBe("european");
  });

  it("lets a fleet of a permitted jurisdiction in", () => {
    expect(wallFor("dublin", "ES", european)).toBeUndefined();
    expect(wallFor("virginia", "ES", universal)).toBeUndefined();
  });

  it("does not stand around a user of another country", () => {
    expect(wallFor("virginia", "MX", european)).toBeUndefined();
  });

  it("stands around a user whose country is unknown", () => {
    expect(wallFor("virginia", undefined, european)).toBe("european");
    expect(wallFor("dublin", undefined, european)).toBeUndefined();
  });

  it.each(["ES", "MX", undefined])("covers everybody where it names no countries: %s", (country) => {
    const closed = { ...universal, jurisdictions: ["US"] };
    expect(wallFor("dublin", country, closed)).toBe("universal");
    expect(wallFor("virginia", country, closed)).toBeUndefined();
  });

  it("covers only the unknown where its list of countries is empty", () => {
    const nobody = { ...european, countries: [] };
    expect(wallFor("virginia", "ES", nobody)).toBeUndefined();
    expect(wallFor("virginia", undefined, nobody)).toBe("european");
  });

  it("permits no fleet where it permits no jurisdiction", () => {
    expect(wallFor("dublin", "ES", { ...european, jurisdictions: [] })).toBe("european");
  });

  it("names the first wall that keeps the fleet out, in the policy's order", () => {
    const second = { ...european, id: "second" };
    expect(wallFor("virginia", "ES", universal, second, european)).toBe("second");
    expect(wallFor("virginia", "ES", european, second)).toBe("european");
  });

  it("takes the fleet out if any wall does, whatever the others permit", () => {
    expect(wallFor("virginia", "ES", universal, european)).toBe("european");
    expect(wallFor("virginia", "ES", european, universal)).toBe("european");
  });

  it("compares jurisdictions exactly", () => {
    expect(wallFor("dublin", "ES", { ...european, jurisdictions: ["eu", "EU "] })).toBe("european");
  });
});
