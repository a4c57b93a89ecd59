import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoWorld, startDemoWorld } from "../../support/demo-world.ts";

let demo: DemoWorld;
beforeAll(async () => {
  demo = await startDemoWorld();
});
afterAll(() => demo?.world.stop());

describe("the local world", () => {
  it("has a keeper of time in each Region, which its tables answer", async () => {
    const kept = await Promise.all(demo.world.regions.map(({ broker }) => broker.keepTime()));
    expect(kept).toEqual([{ people: 0, ended: 0, unheard: 0 }]);
  });
});
