import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { keepPicture } from "../support/picture.ts";

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  demo = await startDemoWorld(withOneProvider);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
beforeEach(() => open());

async function open(options: BrowserContextOptions = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(10_000);
  complaints = [];
  context.on("console", (message) => complaints.push(message.text()));
  page = await context.newPage();
  // In the team of the demo's portal.
  await page.goto(demo.world.origin);
  await page.click("main a.primary");
  await page.fill("input[name=username]", "lucia");
  await page.fill("input[name=password]", "lucia-demo");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${demo.world.origin}/`);
  complaints = [];
}

const studio = (query = ""): Promise<unknown> => page.goto(`${demo.world.origin}/link-studio${query}`);

describe("the link studio", () => {
  it("is filled in by the keyboard, and its preview is the button itself, which launches", async () => {
    await studio();
    await page.focus("#label");
    await page.keyboard.type("Deal FXD-7");
    for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("Tab");
    await page.keyboard.type("FXD-7");
    await page.keyboard.press("Enter");
    await page.waitForURL(/label=Deal/);
    const button = page.locator("streamgate-launch").locator("[part~=button]");
    expect(await button.textContent()).toBe("Deal FXD-7");
    expect(await page.textContent("#link-code")).toBe(`${demo.world.origin}/launch/treasury?context=FXD-7`);
    await page.waitForLoadState("networkidle");
    expect(complaints).toEqual([]);
    const opened = context.waitForEvent("page");
    await button.click();
    await (await opened).waitForSelector("[data-testid=fleet]");
  });

  it("copies the code, and says so", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await studio();
    await page.click("button[data-copies=button-code]");
    await page.waitForSelector("#copied:has-text('Copied')");
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toBe(await page.textContent("#button-code"));
    expect(copied).toContain("<streamgate-launch ");
  });

  it("works without JavaScript: the preview is the plain link, and nothing offers to copy", async () => {
    await open({ javaScriptEnabled: false });
    await studio();
    await page.selectOption("#application", "design");
    await page.click("main button[type=submit]");
    expect(await page.textContent("#link-code")).toBe(`${demo.world.origin}/launch/design`);
    expect(await page.isVisible("button[data-copies]")).toBe(false);
    await page.click(".stand a");
    await page.waitForSelector("[data-testid=fleet]");
  });

  it.each([
    ["en-GB", "light", 1280],
    ["de-DE", "dark", 1280],
    ["es-ES", "light", 360],
    ["tr-TR", "dark", 360],
  ] as const)("is accessible, and fits the screen: %s, %s, %i", async (locale, colorScheme, width) => {
    await open({ locale, colorScheme, viewport: { width, height: 800 } });
    await studio("?context=FXD-204417&target=embed");
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
    await keepPicture(page, `studio-${locale}-${colorScheme}-${width}`);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await studio("?context=lower");
    await expectAccessible(page);
    await keepPicture(page, `studio-fault-${locale}-${colorScheme}-${width}`);
  });
});
