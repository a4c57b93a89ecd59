/** A portal's page that frames an application: the page, AppStream's script (the emulator's stand-in), and the stream in it. */
import { createServer, type Server } from "node:http";
import type { Browser, BrowserContext, Frame, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeServer, listenOnLoopback } from "../../dev/loopback.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { startForeignSite } from "../support/foreign-page.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let listed: string;
let unlisted: string;
const servers: Server[] = [];
let complaints: string[];

/** A page that frames the application, as a portal has it. */
async function portal(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><html lang="en"><title>Intranet</title><main><h1>Intranet</h1><iframe title="Branch designer" src="${demo.world.origin}/embed/design" width="900" height="500"></iframe></main></html>`,
    );
  });
  servers.push(server);
  // The same site as the broker's: cookies travel into its frames.
  return `http://localhost:${await listenOnLoopback(server, 0)}`;
}

beforeAll(async () => {
  browser = await launchChromium();
  // The portal has to be known before the world is, and the world before the portal's page.
  const { port } = await reserved();
  listed = `http://localhost:${port}`;
  const team = { groups: [], subjects: [] };
  demo = await startDemoWorld((policy) => ({
    ...withOneProvider(policy),
    portals: {
      intranet: { origins: [listed], applications: ["design"], readsStates: false, embeds: true, team },
    },
  }));
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><html lang="en"><title>Intranet</title><main><h1>Intranet</h1><iframe title="Branch designer" src="${demo.world.origin}/embed/design" width="900" height="500"></iframe></main></html>`,
    );
  });
  servers.push(server);
  await listenOnLoopback(server, port);
  unlisted = await portal();
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) await closeServer(server);
  await demo?.world.stop();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB" });
  complaints = [];
  context.on("console", (message) => {
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  page = await context.newPage();
});

/** A port that was free a moment ago. */
async function reserved(): Promise<{ readonly port: number }> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  await closeServer(server);
  return { port };
}

async function signIn(on: Page): Promise<void> {
  await on.fill("input[name=username]", "lucia");
  await on.fill("input[name=password]", "lucia-demo");
  await on.getByRole("button", { name: "Sign in" }).click();
}

function frame(): FrameLocator {
  return page.frameLocator("iframe[title='Branch designer']");
}

function embedFrame(): Frame {
  const found = page.frames().find((each) => each.url().includes("/embed/"));
  if (found === undefined) throw new Error("nothing is embedded");
  return found;
}

function stream(): FrameLocator {
  return frame().frameLocator("#stream iframe");
}

describe("an application inside a portal's page", () => {
  it("asks to sign in in a tab of its own, and then streams in the page", async () => {
    await page.goto(listed);
    await frame().getByText("Sign in to open Branch designer.").waitFor();
    await expectAccessible(embedFrame());
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      frame().getByRole("link", { name: "Sign in" }).click(),
    ]);
    await signIn(tab);
    await tab.waitForSelector("[data-testid=fleet]");
    await tab.close();
    await frame().getByRole("button", { name: "Try again" }).click();
    await stream().locator("[data-testid=fleet]").waitFor();
    expect(await stream().locator("[data-testid=fleet]").textContent()).toContain("sg-design-ireland");
    await keepPicture(page, "embed");
    expect(complaints).toEqual([]);
  });

  it("says when the session has ended, and opens it again", async () => {
    await page.goto(`${demo.world.origin}/`);
    await signInFromHome();
    await page.goto(listed);
    await stream().getByRole("button", { name: "End session" }).click();
    await frame().getByText("Your session has ended.").waitFor();
    await tabTo(page, frame().getByRole("button", { name: "Open it again" }));
    await page.keyboard.press("Enter");
    await stream().locator("[data-testid=fleet]").waitFor();
  });

  it("holds no streaming URL in the page as it was sent", async () => {
    const answer = await context.request.get(`${demo.world.origin}/embed/design`);
    expect(await answer.text()).not.toContain("authenticate?");
  });

  it("launches nothing where another page leads the tab to it without a click", async () => {
    const launches = (): number => demo.events.filter(({ event }) => event === "launch").length;
    await page.goto(`${demo.world.origin}/`);
    await signInFromHome();
    const before = launches();
    const elsewhere = await startForeignSite(() => demo.world.origin);
    elsewhere.leadTo(`${demo.world.origin}/embed/design`);
    await page.goto(`${elsewhere.otherSite}/`, { waitUntil: "commit" });
    await page.getByRole("heading", { name: "Open Branch designer?" }).waitFor();
    await elsewhere.stop();
    expect(launches()).toBe(before);
  });

  it("is shown in no other page, and launches nothing there", async () => {
    const launches = (): number => demo.events.filter(({ event }) => event === "launch").length;
    await page.goto(`${demo.world.origin}/`);
    await signInFromHome();
    const before = launches();
    await page.goto(unlisted);
    await expect.poll(() => complaints.join(" "), { timeout: 10_000 }).toContain("frame-ancestors");
    await page.waitForTimeout(1_000);
    expect(launches()).toBe(before);
  });
});

async function signInFromHome(): Promise<void> {
  await page.getByRole("link", { name: /^Sign in with/ }).click();
  await signIn(page);
  await page.waitForURL(`${demo.world.origin}/`);
}
