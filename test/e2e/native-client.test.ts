/** The hand-off to the native client in a browser that has none: nothing takes the link, and the page says what to do. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";

let demo: DemoWorld;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemoWorld((policy) => {
    const one = withOneProvider(policy);
    const { design } = one.applications;
    if (design === undefined) throw new Error("no application `design`");
    return { ...one, applications: { ...one.applications, design: { ...design, validitySeconds: 7 } } };
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  await page.goto(`${demo.world.origin}/launch/design?client=native`);
  await page.fill("input[name=username]", "lucia");
  await page.fill("input[name=password]", "lucia-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForSelector("#open");
  return page;
}

describe("the hand-off to the native client", () => {
  it("says that nothing happened, and offers a new way in when this one is over", async () => {
    const page = await open();
    expect(
      await page.getByRole("link", { name: "Open in the AppStream client" }).getAttribute("href"),
    ).toMatch(/^amazonappstream:[A-Za-z0-9+/=]+$/);
    await page.getByText("Nothing happened?").waitFor();
    await page.getByRole("link", { name: "Get the client" }).waitFor();
    await expectAccessible(page);
    await keepPicture(page, "native-client-nothing-happened");
    await page.getByText("has expired").waitFor();
    expect(await page.getByRole("link", { name: "Open in the AppStream client" }).count()).toBe(0);
    const again = page.getByRole("link", { name: "Try again" });
    expect(await again.getAttribute("href")).toBe("/launch/design?client=native");
    await keepPicture(page, "native-client-expired");
  });

  it("can be read on a dark phone", async () => {
    const page = await open({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
    await page.getByText("Nothing happened?").waitFor();
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await keepPicture(page, "native-client-phone-dark");
  });

  it("leads into the browser by the keyboard alone", async () => {
    const page = await open();
    await tabTo(page, page.getByRole("link", { name: "Use the browser instead" }));
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=fleet]");
  });

  it("has every way on without JavaScript", async () => {
    const page = await open({ javaScriptEnabled: false });
    for (const name of ["Open in the AppStream client", "Use the browser instead", "Get the client"]) {
      expect(await page.getByRole("link", { name }).isVisible()).toBe(true);
    }
  });
});
