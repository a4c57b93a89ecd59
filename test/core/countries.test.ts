import { describe, expect, it } from "vitest";
import { countryCentre, isCountry } from "../../functions/core/countries.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const pairs = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

describe("isCountry", () => {
  it("knows the 249 officially assigned codes", () => {
    expect(pairs.filter(isCountry)).toHaveLength(249);
  });

  it("knows only codes that have a name of their own", () => {
    const names = new Intl.DisplayNames("en", { type: "region" });
    expect(pairs.filter(isCountry).filter((code) => names.of(code) === code)).toStrictEqual([]);
  });

  it.each(["UK", "EU", "XK", "ZZ", "ie", "IRL", "", "__proto__"])("refuses %j", (code) => {
    expect(isCountry(code)).toBe(false);
  });
});

describe("countryCentre", () => {
  it("lies on the globe for every country", () => {
    const centres = pairs.filter(isCountry).map(countryCentre);
    expect(centres.every((at) => at && Math.abs(at.latitude) <= 90 && Math.abs(at.longitude) <= 180)).toBe(
      true,
    );
  });

  it("is where people live, not where the land is", () => {
    expect(countryCentre("CA")).toStrictEqual({ latitude: 46, longitude: -79 });
  });

  it("is undefined for what is no country", () => {
    expect(countryCentre("ZZ")).toBeUndefined();
  });
});
