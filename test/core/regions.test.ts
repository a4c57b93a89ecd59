import { describe, expect, it } from "vitest";
import {
  APPSTREAM_REGIONS,
  isAppStreamRegion,
  regionCity,
  regionCoordinates,
  regionCountry,
} from "../../functions/core/regions.ts";

describe("isAppStreamRegion", () => {
  it("knows the Regions where AppStream runs", () => {
    expect(APPSTREAM_REGIONS).toHaveLength(23);
    expect(APPSTREAM_REGIONS.every(isAppStreamRegion)).toBe(true);
  });

  it.each(["af-south-1", "me-central-1", "ap-east-1", "mx-central-1", "eu-west-9", "EU-WEST-1", ""])(
    "refuses %j",
    (region) => {
      expect(isAppStreamRegion(region)).toBe(false);
    },
  );
});

describe("regionCoordinates", () => {
  it("gives the place of the Region", () => {
    expect(regionCoordinates("eu-west-1")).toStrictEqual({ latitude: 53.35, longitude: -6.26 });
  });

  it("is undefined elsewhere", () => {
    expect(regionCoordinates("af-south-1")).toBeUndefined();
  });
});

describe("regionCity", () => {
  it("names the place of the Region", () => {
    expect(regionCity("eu-central-1")).toBe("Frankfurt");
  });

  it("is undefined elsewhere", () => {
    expect(regionCity("af-south-1")).toBeUndefined();
  });
});

describe("regionCountry", () => {
  it("knows it for every Region, and for no other", () => {
    expect(regionCountry("eu-south-2")).toBe("ES");
    expect(APPSTREAM_REGIONS.map(regionCountry)).toEqual(
      APPSTREAM_REGIONS.map(() => expect.stringMatching(/^[A-Z]{2}$/)),
    );
    expect(regionCountry("af-south-1")).toBeUndefined();
  });
});
