import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPage, startPageHeaders } from "../../dev/intranet/start-page.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { type ForeignSite, startForeignSite } from "../support/foreign-page.ts";
import { keepPicture } from "../support/picture.ts";

let listed: ForeignSite;
let unlisted: ForeignSite;
let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained of: a script or an answer that a policy forbids, for example. */
let complaints: string[];

const broker = (): string => demo.world.origin;
const TREASURY = `<streamgate-launch application="treasury"><a href="/fallback">Treasury desk</a></streamgate-launch>`;

beforeAll(async () => {
  listed = await startForeignSite(broker);
  unlisted = await startForeignSite(broker);
  const team = { groups: ["design"], subjects: [] };
  const portal = { origins: [listed.sameSite, listed.otherSite], readsStates: true, embeds: true, team };
  demo = await startDemoWorld((policy) => ({
    ...withOneProvider(policy),
    limits: { ...policy.limits, capacityRefreshSeconds: 5 },
    portals: { test: { ...portal, applications: null } },
  }));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
  await Promise.all([listed?.stop(), unlisted?.stop()]);
});
beforeEach(() => open());

async function open(options: BrowserContextOptions = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  complaints = [];
  context.on("console", (message) => complaints.push(message.text()));
  context.on("weberror", (error) => complaints.push(error.error().message));
  page = await context.newPage();
}

async function signInAs(username: string): Promise<void> {
  const visitor = await context.newPage();
  await visitor.goto(broker());
  await visitor.click("main a.primary");
  await visitor.fill("input[name=username]", username);
  await visitor.fill("input[name=password]", `${username}-demo`);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await visitor.waitForURL(`${broker()}/`);
  await visitor.close();
}

async function show(site: ForeignSite, body: string, of = site.sameSite, lang = "en"): Promise<void> {
  site.show(body, { lang });
  await page.goto(`${of}/`);
  await page.waitForFunction("customElements.get('streamgate-launch') !== undefined");
}

const state = (on: Page = page) => on.locator("streamgate-launch").locator("#state");
const link = (on: Page = page) => on.locator("streamgate-launch").locator("[part~=button]");
/** How many places others take of every fleet that runs it, by the switch of the README. */
async function occupyDesign(occupied: number): Promise<void> {
  for (const fleet of ["eu-west-1/sg-design-ireland", "us-east-1/sg-design-virginia"]) {
    const answer = await fetch(`${demo.world.appstream.origin}/_control/fleets/${fleet}`, {
      ...{ method: "POST", body: JSON.stringify({ occupied }) },
    });
    expect(answer.ok).toBe(true);
  }
}
const launches = (): number => demo.events.filter(({ event }) => event === "launch").length;

describe("the launch button on a listed portal's page", () => {
  it("is a link with the application's name, whoever looks at it, and nobody is launched by looking", async () => {
    await show(listed, TREASURY);
    await expect.poll(() => state().textContent()).toBe("You will be asked to sign in");
    expect(await link().getAttribute("href")).toBe(`${broker()}/launch/treasury`);
    expect(await link().textContent()).toBe("Treasury desk");
    expect(await link().getAttribute("target")).toBe("_blank");
    expect(launches()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("shows that it is ready, and what this person does not have", async () => {
    await signInAs("lucia");
    await show(listed, `${TREASURY}<streamgate-launch application="server-console"></streamgate-launch>`);
    await expect.poll(() => state().first().textContent()).toBe("Ready to open");
    await expect.poll(() => state().last().textContent()).toBe("You do not have this application");
    expect(await link().last().textContent()).toBe("Server console");
    expect(complaints).toEqual([]);
  });

  it("says that one may have to wait while every fleet is full, and that it is ready again", async () => {
    const design = `<streamgate-launch application="design"></streamgate-launch>`;
    const says = async (): Promise<string | null> => {
      await show(listed, design);
      await state().filter({ hasText: /./ }).waitFor();
      return await state().textContent();
    };
    const looks = { timeout: 20_000, interval: 1_000 };
    await signInAs("diego");
    await expect.poll(says, looks).toBe("Ready to open");
    await occupyDesign(1_000);
    await expect.poll(says, looks).toBe("You may have to wait for a place");
    expect(await link().getAttribute("part")).toBe("button waiting");
    await occupyDesign(0);
    await expect.poll(says, looks).toBe("Ready to open");
    expect(complaints).toEqual([]);
  });

  it("says the same of what there is not", async () => {
    await signInAs("lucia");
    await show(listed, `<streamgate-launch application="payroll"></streamgate-launch>`);
    await expect.poll(() => state().textContent()).toBe("You do not have this application");
  });

  it("shows no state to a page of another site, where the browser keeps our cookies back", async () => {
    await signInAs("lucia");
    const answered = page.waitForResponse("**/launch-button/treasury");
    await show(listed, TREASURY, listed.otherSite);
    expect(await (await answered).json()).toEqual({ state: "unknown" });
    expect(await state().textContent()).toBe("");
    expect(await link().getAttribute("href")).toBe(`${broker()}/launch/treasury`);
    expect(complaints).toEqual([]);
  });

  it("says when it is offline, launches nothing then, and finds back by itself", async () => {
    await signInAs("lucia");
    await show(listed, TREASURY);
    await expect.poll(() => state().textContent()).toBe("Ready to open");
    await context.setOffline(true);
    await expect.poll(() => state().textContent()).toBe("Cannot be reached from here just now");
    await link().click();
    expect(context.pages()).toHaveLength(1);
    expect(await state().getAttribute("role")).toBe("status");
    await context.setOffline(false);
    await expect.poll(() => state().textContent()).toBe("Ready to open");
  });

  it.each([
    ["es-MX", "Lista para abrir", "Se abre en una pestaña nueva"],
    ["pt", "Pronta a abrir", "Abre num novo separador"],
    ["de-CH", "Startbereit", "Öffnet sich in einem neuen Tab"],
    ["tr", "Açılmaya hazır", "Yeni sekmede açılır"],
    ["fr", "Ready to open", "Opens in a new tab"],
  ])("speaks the page's language: %s", async (lang, words, how) => {
    await signInAs("lucia");
    await show(listed, TREASURY, listed.sameSite, lang);
    await expect.poll(() => state().textContent()).toBe(words);
    expect(await page.locator("streamgate-launch").locator("#how").textContent()).toBe(how);
  });

  it("follows its attributes as they change", async () => {
    await show(listed, TREASURY);
    await page.locator("streamgate-launch").evaluate((element) => {
      element.setAttribute("label", "Deal 7");
      element.setAttribute("context", "FXD-7 & more");
      element.setAttribute("target", "native");
    });
    expect(await link().textContent()).toBe("Deal 7");
    expect(await link().getAttribute("href")).toBe(
      `${broker()}/launch/treasury?context=FXD-7%20%26%20more&client=native`,
    );
    expect(await link().getAttribute("target")).toBe("_self");
  });
});

describe("the launch button, clicked", () => {
  beforeEach(() => signInAs("lucia"));

  it("opens the stream in a tab that knows nothing of the page", async () => {
    await show(listed, TREASURY);
    const opened = context.waitForEvent("page");
    await link().click();
    const tab = await opened;
    await tab.waitForSelector("[data-testid=fleet]");
    expect(await tab.evaluate("window.opener")).toBeNull();
  });

  it.each(["sameSite", "otherSite"] as const)("opens it in the same tab: %s", async (of) => {
    const button = `<streamgate-launch application="treasury" context="FXD-204417" target="same"></streamgate-launch>`;
    await show(listed, button, listed[of]);
    await link().click();
    await page.waitForSelector("[data-testid=fleet]");
  });

  it("hands over to the installed client", async () => {
    await show(listed, `<streamgate-launch application="treasury" target="native"></streamgate-launch>`);
    await link().click();
    await page.waitForSelector('a[href^="amazonappstream:"]');
  });

  it("frames it in its place, for a person's click only", async () => {
    const button = `<streamgate-launch application="treasury" context="FXD-204417" target="embed"></streamgate-launch>`;
    await context.route("**/embed/**", (route) =>
      route.fulfill({ body: "framed", contentType: "text/html" }),
    );
    await show(listed, button);
    await link().evaluate((element) => (element as unknown as { click(): void }).click());
    expect(await page.locator("streamgate-launch").locator("iframe").count()).toBe(0);
    await link().click();
    const frame = page.locator("streamgate-launch").locator("iframe");
    expect(await frame.getAttribute("src")).toBe(`${broker()}/embed/treasury?context=FXD-204417`);
    expect(await frame.getAttribute("title")).toBe("Treasury");
    await expect.poll(() => frame.contentFrame().locator("body").textContent()).toBe("framed");
    expect(await link().count()).toBe(0);
  });

  it("is operated by the keyboard alone", async () => {
    await show(listed, TREASURY);
    await page.keyboard.press("Tab");
    const opened = context.waitForEvent("page");
    await page.keyboard.press("Enter");
    await (await opened).waitForSelector("[data-testid=fleet]");
  });
});

describe("a page that may read nothing", () => {
  it("has a button that works and tells it nothing", async () => {
    await signInAs("lucia");
    await show(unlisted, TREASURY.replace("<a", '<a id="fallback"'));
    await expect.poll(() => complaints.length).toBeGreaterThan(0);
    // The browser's own word on why the page gets no answer.
    expect(complaints.join(" ")).toContain("CORS");
    expect(await state().textContent()).toBe("");
    await link().click();
    await context.waitForEvent("page").then((tab) => tab.waitForSelector("[data-testid=fleet]"));
  });

  it("reads nothing by a request of its own making", async () => {
    await signInAs("lucia");
    await show(unlisted, TREASURY);
    const read = await page.evaluate(async (address) => {
      const modes = [
        { credentials: "include" },
        { credentials: "omit" },
        { mode: "no-cors", credentials: "include" },
      ];
      return Promise.all(
        modes.map((init) =>
          fetch(address, init as RequestInit).then(
            async (answer) => `${answer.type} ${await answer.text()}`,
            (error: Error) => error.name,
          ),
        ),
      );
    }, `${broker()}/launch-button/treasury`);
    expect(read).toEqual(["TypeError", "TypeError", expect.stringMatching(/^(?:opaque |TypeError)$/)]);
  });
});

describe("attributes from somebody else's hand", () => {
  it.each([
    "../../logout",
    "treasury?x=1",
    "//evil.example",
    "javascript:alert(1)",
    "Treasury",
    "treasury/../../",
    `"><img src=x onerror=alert(1)>`,
    "",
    "a".repeat(64),
  ])("leave the page's own content where the application is %j", async (application) => {
    await show(listed, TREASURY);
    await page
      .locator("streamgate-launch")
      .evaluate((element, id) => element.setAttribute("application", id), application);
    expect(await link().count()).toBe(0);
    expect(await page.locator("streamgate-launch > a").isVisible()).toBe(true);
  });

  it.each([
    "#@evil.example",
    "a&idp=evil&client=native",
    "\r\nLocation: x",
    "<script>",
    "%2F..%2F",
    "ñ漢字🚀",
    `' "`,
  ])("stay one value of the query: context %j", async (text) => {
    await show(listed, TREASURY);
    await page
      .locator("streamgate-launch")
      .evaluate((element, value) => element.setAttribute("context", value), text);
    const url = new URL((await link().getAttribute("href")) ?? "");
    expect([url.origin, url.pathname, url.hash]).toEqual([broker(), "/launch/treasury", ""]);
    expect([...url.searchParams]).toEqual([["context", text]]);
  });

  it("stay text in the label", async () => {
    await show(listed, TREASURY);
    const hostile = `<img src=x onerror="document.title='taken'">`;
    await page
      .locator("streamgate-launch")
      .evaluate((element, value) => element.setAttribute("label", value), hostile);
    expect(await link().textContent()).toBe(hostile);
    expect(await link().locator("img").count()).toBe(0);
    expect(await page.title()).toBe("Intranet");
  });

  it("do not say where the button leads: neither an attribute nor an image in the script's place", async () => {
    listed.show(
      `<img name="currentScript" src="/x"><streamgate-launch application="treasury" origin="https://evil.example" src="https://evil.example" href="https://evil.example"><a href="/own">Own</a></streamgate-launch>`,
    );
    await page.goto(`${listed.sameSite}/`);
    await page.waitForLoadState("networkidle");
    const leads = await page
      .locator("streamgate-launch a")
      .evaluateAll((links) => links.map((a) => (a as unknown as { readonly origin: string }).origin));
    for (const origin of leads) expect([broker(), listed.sameSite]).toContain(origin);
  });
});

describe("without JavaScript", () => {
  it("leaves the page's own link, which launches", async () => {
    await open({ javaScriptEnabled: false });
    await signInAs("lucia");
    listed.show(
      `<streamgate-launch application="treasury"><a href="${broker()}/launch/treasury">Treasury desk</a></streamgate-launch>`,
    );
    await page.goto(`${listed.otherSite}/`);
    await page.click("text=Treasury desk");
    await page.waitForSelector("[data-testid=fleet]");
  });
});

describe("the look of the button", () => {
  /** As one page never has them: the last answers once, and then no more. */
  const STATES = ["ready", "waiting", "closed", "not_entitled", "signed_out", "unknown", "ready"];
  const SAID = [
    ...["Ready to open", "You may have to wait for a place", "Closed at the moment"],
    ...["You do not have this application", "You will be asked to sign in", ""],
    "Cannot be reached from here just now",
  ];
  const BUTTONS = [
    ...["Treasury desk", "Branch designer", "Payment run", "Server console"],
    ...["Office desktop", "Wiki", "Archive"],
  ].map((label, place) => ({ application: `app-${place}`, label }));
  const BODY = `<ul>${BUTTONS.map(
    ({ application, label }) =>
      `<li><streamgate-launch application="${application}" label="${label}"></streamgate-launch></li>`,
  ).join("")}</ul>`;

  /** Before the page is shown. */
  async function answerStates(): Promise<void> {
    await context.route("**/launch-button/app-*", (route) =>
      route.fulfill({
        headers: {
          "access-control-allow-origin": listed.sameSite,
          "access-control-allow-credentials": "true",
        },
        json: { state: STATES[Number(route.request().url().at(-1))] },
      }),
    );
  }

  /** Every state beside every other. */
  async function showAllStates(): Promise<void> {
    await expect.poll(() => state().allTextContents()).toEqual([...SAID.slice(0, -1), "Ready to open"]);
    await context.route(`**/launch-button/app-${STATES.length - 1}`, (route) => route.abort());
    // What was asked a moment ago is not asked again.
    await page.waitForTimeout(1_100);
    await page.evaluate("dispatchEvent(new Event('online'))");
    await expect.poll(() => state().allTextContents()).toEqual(SAID);
  }

  it.each(["light", "dark"] as const)("is accessible in every state: %s", async (colorScheme) => {
    await open({ colorScheme, viewport: { width: 480, height: 760 } });
    await answerStates();
    await show(listed, BODY);
    await showAllStates();
    await expectAccessible(page);
    await keepPicture(page, `button-states-${colorScheme}`);
    await context.setOffline(true);
    await expect.poll(() => state().first().textContent()).toBe("Cannot be reached from here just now");
    await page.keyboard.press("Tab");
    await expectAccessible(page);
    await keepPicture(page, `button-offline-${colorScheme}`);
  });

  it("is the page's, by the properties and parts that docs/portals.md names", async () => {
    const style = `streamgate-launch{--streamgate-accent:rgb(122,31,92);--streamgate-on-accent:rgb(255,250,205);
--streamgate-focus:rgb(0,128,64);--streamgate-radius:3px;--streamgate-font:italic 20px/2 serif;--streamgate-frame-height:320px}
streamgate-launch::part(button){text-transform:uppercase}
streamgate-launch::part(button signed_out){letter-spacing:2px}
streamgate-launch::part(button closed){letter-spacing:9px}
streamgate-launch::part(state){color:rgb(90,90,200)}
streamgate-launch::part(frame){border-style:dotted}`;
    const looksOf = (on: Locator): Promise<Readonly<Record<string, string>>> =>
      on.evaluate((element) => {
        const view = globalThis as unknown as { getComputedStyle(of: unknown): Record<string, string> };
        return { ...view.getComputedStyle(element) };
      });
    const framed = TREASURY.replace("application=", 'target="embed" application=');
    await context.route("**/embed/**", (route) => route.fulfill({ body: "", contentType: "text/html" }));
    listed.show(framed, { style });
    await page.goto(`${listed.sameSite}/`);
    await expect.poll(() => state().textContent()).toBe("You will be asked to sign in");
    await page.keyboard.press("Tab");
    expect(await looksOf(link())).toMatchObject({
      ...{ backgroundColor: "rgb(122, 31, 92)", borderTopColor: "rgb(122, 31, 92)" },
      ...{ color: "rgb(255, 250, 205)", outlineColor: "rgb(0, 128, 64)", borderTopLeftRadius: "3px" },
      ...{ fontStyle: "italic", fontSize: "20px", textTransform: "uppercase", letterSpacing: "2px" },
    });
    expect(await looksOf(state())).toMatchObject({ color: "rgb(90, 90, 200)", textTransform: "none" });
    await link().click();
    const frame = page.locator("streamgate-launch").locator("iframe");
    expect(await looksOf(frame)).toMatchObject({ height: "320px", borderTopStyle: "dotted" });
  });

  it("has room for every state on the bank's own page", async () => {
    await open({ viewport: { width: 1000, height: 640 } });
    await answerStates();
    const headers = startPageHeaders(broker());
    listed.showWhole(startPage(broker(), BUTTONS), headers["Content-Security-Policy"] ?? "");
    await page.goto(`${listed.sameSite}/`);
    await showAllStates();
    await expectAccessible(page);
    await keepPicture(page, "launch-buttons");
  });
});
