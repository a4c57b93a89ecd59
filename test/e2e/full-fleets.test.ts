/** The whole local world: every fleet that may run an application is full, and then one is not. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { keepPicture } from "../support/picture.ts";

/** Where treasury may run: the wall keeps it in Europe. */
const EUROPEAN = [
  ["eu-west-1", "sg-treasury-ireland"],
  ["eu-central-1", "sg-treasury-frankfurt"],
] as const;

let demo: DemoWorld;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
/** Each has a world of its own: a session of an earlier one would be found and gone back to. */
beforeEach(async () => {
  demo = await startDemoWorld((policy) => ({
    ...withOneProvider(policy),
    limits: { ...policy.limits, capacityRefreshSeconds: 5 },
  }));
  return () => demo.world.stop();
});

/** How many of the fleet's places are taken by others. */
function occupy(region: string, fleet: string, occupied: number): void {
  demo.world.appstream.changeFleet(region, fleet, { occupied });
}

async function waits(page: Page): Promise<void> {
  for (const [region, fleet] of EUROPEAN) occupy(region, fleet, 100);
  await page.goto(`${demo.world.origin}/launch/treasury?context=FXD-204417`);
  await page.fill("input[name=username]", "lucia");
  await page.fill("input[name=password]", "lucia-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForSelector("text=Waiting for a place in Treasury desk");
}

describe.each([
  ["with JavaScript", true],
  ["without JavaScript", false],
])("a launch with every fleet full, %s", (_case, javaScriptEnabled) => {
  it("waits, and streams when a place comes free, untouched by hand", async () => {
    const context = await browser.newContext({
      ...{ locale: "en-GB", javaScriptEnabled, viewport: { width: 820, height: 480 } },
    });
    const page = await context.newPage();
    await waits(page);
    if (javaScriptEnabled) await keepPicture(page, "waiting-window-light");
    occupy("eu-central-1", "sg-treasury-frankfurt", 0);
    await page.waitForURL((url) => url.origin === demo.world.appstream.origin, { timeout: 45_000 });
    await expect.poll(() => page.textContent("body"), { timeout: 15_000 }).toContain("sg-treasury-frankfurt");
    expect(demo.events.filter((event) => event.event === "launch").at(-1)).toMatchObject({
      outcome: "url_created",
      application: "treasury",
      waitedSeconds: expect.any(Number),
    });
    await context.close();
  });
});
