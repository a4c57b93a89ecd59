import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greatCircleKilometres, surfacePoint } from "../../functions/core/distance.ts";

const point = (latitude: number, longitude: number) => surfacePoint({ latitude, longitude });
const kilometres = (from: readonly [number, number], to: readonly [number, number]) =>
  greatCircleKilometres(point(...from), point(...to));

const HALF_WAY_ROUND = Math.PI * 6371.0088;

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

describe("surfacePoint", () => {
  it.each([
    ["the Gulf of Guinea", 0, 0, { x: 1, y: 0, z: 0 }],
    ["ninety degrees east", 0, 90, { x: 0, y: 1, z: 0 }],
    ["ninety degrees west", 0, -90, { x: 0, y: -1, z: 0 }],
    ["the north pole", 90, 0, { x: 0, y: 0, z: 1 }],
    ["the south pole", -90, 0, { x: 0, y: 0, z: -1 }],
  ] as const)("puts %s on its axis", (_, north, east, expected) => {
    const { x, y, z } = point(north, east);
    expect(x).toBeCloseTo(expected.x, 12);
    expect(y).toBeCloseTo(expected.y, 12);
    expect(z).toBeCloseTo(expected.z, 12);
  });

  it("shrinks a parallel with its latitude", () => {
    expect(point(60, 90)).toMatchObject({ y: expect.closeTo(0.5, 12) });
    expect(point(60, 0)).toMatchObject({ x: expect.closeTo(0.5, 12) });
  });
});

describe("greatCircleKilometres", () => {
  it("is a degree of the mean Earth along the equator", () => {
    expect(kilometres([0, 0], [0, 1])).toBeCloseTo(HALF_WAY_ROUND / 180, 6);
  });

  it("is a quarter of the way round from the equator to a pole", () => {
    expect(kilometres([0, 77], [90, 0])).toBeCloseTo(HALF_WAY_ROUND / 2, 6);
  });

  it("agrees with the map from London to Paris and from Dublin to Sydney", () => {
    expect(kilometres([51.5074, -0.1278], [48.8566, 2.3522])).toBeCloseTo(343.56, 1);
    expect(kilometres([53.35, -6.26], [-33.87, 151.21])).toBeGreaterThan(17_150);
    expect(kilometres([53.35, -6.26], [-33.87, 151.21])).toBeLessThan(17_250);
  });

  it("crosses the antimeridian by the short way", () => {
    expect(kilometres([0, 179.5], [0, -179.5])).toBeCloseTo(HALF_WAY_ROUND / 180, 6);
  });

  it("tells two desks apart", () => {
    expect(kilometres([40, -4], [40.00001, -4]) * 1000).toBeCloseTo(1.112, 3);
  });

  it("is zero from a place to itself and the same in both directions", () => {
    fc.assert(
      fc.property(latitude, longitude, latitude, longitude, (north, east, otherNorth, otherEast) => {
        const here = point(north, east);
        const there = point(otherNorth, otherEast);
        expect(greatCircleKilometres(here, here)).toBe(0);
        expect(greatCircleKilometres(here, there)).toBe(greatCircleKilometres(there, here));
      }),
    );
  });

  it("is half the way round to the antipode, rounding errors of the chord included", () => {
    const antipode = (north: number, east: number) => kilometres([north, east], [-north, east - 180]);
    for (let north = -90; north <= 90; north += 1) {
      for (let east = 0; east <= 180; east += 7) {
        expect(antipode(north, east)).toBeCloseTo(HALF_WAY_ROUND, 3);
      }
    }
  });
});
