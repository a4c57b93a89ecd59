import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { homeRegion } from "../../functions/core/home-region.ts";

const TWO = ["eu-west-1", "us-east-1"];
const THREE = [...TWO, "ap-southeast-2"];
const COUNT = 6_000;

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
const home = (id: string, regions: readonly string[]) => homeRegion(id, regions, digest);
const IDS = Array.from({ length: COUNT }, (_, number) => `saml-assertion campus _${digest(String(number))}`);

describe("homeRegion", () => {
  it("is the only Region there is", () => {
    for (const id of ["", "_id", IDS[0] ?? ""]) expect(home(id, ["eu-west-1"])).toBe("eu-west-1");
  });

  it("does not depend on the order of the list", () => {
    for (const id of IDS.slice(0, 200)) expect(home(id, THREE.toReversed())).toBe(home(id, THREE));
  });

  it("stays the same from one version of the code to the next", () => {
    const homes = ["_a", "_b", "_c", "_d", "_e", "_f"].map((id) => home(id, THREE));
    expect(homes).toEqual([
      ...["us-east-1", "us-east-1", "us-east-1"],
      ...["eu-west-1", "eu-west-1", "ap-southeast-2"],
    ]);
  });

  it.each([[TWO], [THREE]])("spreads ids evenly over %j", (regions) => {
    const homes = Map.groupBy(IDS, (id) => home(id, regions));
    const share = COUNT / regions.length;
    for (const region of regions) {
      // Four standard deviations of a fair draw.
      const tolerance = 4 * Math.sqrt(share * (1 - 1 / regions.length));
      expect(Math.abs((homes.get(region)?.length ?? 0) - share)).toBeLessThan(tolerance);
    }
  });

  it("spreads ids that differ in their last character only", () => {
    const homes = Array.from({ length: 10 }, (_, digit) => home(`saml-assertion campus _${digit}`, TWO));
    expect(new Set(homes).size).toBe(2);
  });

  it("moves ids to a new Region only, and no more than its share", () => {
    const moved = IDS.filter((id) => home(id, THREE) !== home(id, TWO));
    expect(moved.every((id) => home(id, THREE) === "ap-southeast-2")).toBe(true);
    expect(moved.length / COUNT).toBeCloseTo(1 / 3, 1);
  });

  it("moves only the ids of a Region that is taken out", () => {
    for (const id of IDS) {
      const before = home(id, THREE);
      if (before !== "us-east-1") expect(home(id, ["eu-west-1", "ap-southeast-2"])).toBe(before);
    }
  });

  it("is nowhere where there are no Regions", () => {
    expect(() => home("_id", [])).toThrow(TypeError);
  });
});
