import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { type ForeignSite, startForeignSite } from "../support/foreign-page.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";

let site: ForeignSite;
let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  demo = await startDemoWorld(withOneProvider);
  site = await startForeignSite(() => demo.world.origin);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
  await site?.stop();
});
beforeEach(() => open());

async function open(options: BrowserContextOptions = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
}

const launches = (): number => demo.events.filter(({ event }) => event === "launch").length;
const launch = (query = "?context=FXD-204417"): string => `${demo.world.origin}/launch/treasury${query}`;

async function fillIn(on: Page): Promise<void> {
  await on.fill("input[name=username]", "lucia");
  await on.fill("input[name=password]", "lucia-demo");
  await on.getByRole("button", { name: "Sign in" }).click();
}

async function signIn(): Promise<void> {
  await page.goto(demo.world.origin);
  await page.click("main a.primary");
  await fillIn(page);
  await page.waitForURL(`${demo.world.origin}/`);
}

/** A debugger's script counts as a person's gesture, so the page brings its own. */
async function leadTo(address: string, of: string): Promise<void> {
  site.leadTo(address);
  await page.goto(`${of}/`, { waitUntil: "commit" });
}

describe.each(["sameSite", "otherSite"] as const)("a page of another origin (%s)", (of) => {
  it("leads somebody signed in to a question, and the click to the launch, its deep link with it", async () => {
    await signIn();
    const before = launches();
    await leadTo(launch(), site[of]);
    await page.waitForSelector("text=Open Treasury desk?");
    expect(launches()).toBe(before);
    await page.click("text=Open Treasury desk >> nth=-1");
    await page.waitForSelector("[data-testid=fleet]");
    expect(launches()).toBe(before + 1);
    const launched = demo.events.findLast(({ event }) => event === "launch");
    expect(JSON.stringify(launched)).toContain("treasury");
  });

  it("leads somebody signed out to a question first, and past the sign-in straight to the launch", async () => {
    const before = launches();
    await leadTo(launch(""), site[of]);
    await page.waitForSelector("h1:has-text('Welcome')");
    expect(page.url()).not.toContain(demo.world.openIdProvider.issuer);
    await page.click("main a.primary");
    await fillIn(page);
    await page.waitForSelector("[data-testid=fleet]");
    expect(launches()).toBe(before + 1);
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names).not.toContain("__Host-streamgate-arrival");
  });

  it("does not have it done by a sign-in that asks nothing", async () => {
    await signIn();
    // The broker session is over, and the provider's own is not.
    await context.clearCookies({ name: "__Host-streamgate-session" });
    const before = launches();
    for (const address of [launch(), `${demo.world.origin}/login/corporate?application=treasury`]) {
      await leadTo(address, site[of]);
      await page.waitForSelector("h1:has-text('Welcome')");
    }
    expect(launches()).toBe(before);
    await page.click("main a.primary");
    await page.waitForSelector("[data-testid=fleet]");
  });

  it("has a link on it that a person follows, and launches", async () => {
    await signIn();
    site.show(`<a href="${launch()}">Deal</a>`, { broker: null });
    await page.goto(`${site[of]}/`);
    await page.click("text=Deal");
    await page.waitForSelector("[data-testid=fleet]");
  });

  it("frames nothing, and posts nothing", async () => {
    await signIn();
    const before = launches();
    site.show(`<form method="post" action="${demo.world.origin}/logout"><button>Out</button></form>`, {
      broker: demo.world.origin,
    });
    await page.goto(`${site[of]}/`);
    await page.evaluate((src) => {
      const { document } = globalThis as unknown as {
        document: { createElement(name: string): { src: string }; body: { append(element: unknown): void } };
      };
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }, launch());
    await page.waitForTimeout(500);
    expect(launches()).toBe(before);
    await page.click("text=Out");
    await page.waitForLoadState();
    expect(await page.textContent("h1")).not.toBe("Welcome");
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names).toContain("__Host-streamgate-session");
  });
});

describe("the question", () => {
  it.each([
    ["light", "en-GB", "Open Treasury desk?", 1280],
    ["dark", "es-ES", "¿Abrir Mesa de tesorería?", 360],
    ["light", "de-DE", "Treasury-Arbeitsplatz öffnen?", 360],
  ] as const)("is accessible: %s, %s", async (colorScheme, locale, heading, width) => {
    await open({ colorScheme, locale, viewport: { width, height: 640 } });
    await page.goto(demo.world.origin);
    await page.click("main a.primary");
    await page.fill("input[name=username]", "lucia");
    await page.fill("input[name=password]", "lucia-demo");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${demo.world.origin}/`);
    await leadTo(launch(), site.otherSite);
    await page.waitForURL(launch());
    expect(await page.textContent("h1")).toBe(heading);
    await expectAccessible(page);
    await keepPicture(page, `question-${locale}-${colorScheme}-${width}`);
    await tabTo(page, page.locator("main a.primary"));
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=fleet]");
  });
});
