/** My sessions and the help desk in a real browser, on the local world with two Regions. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Policy } from "../../functions/core/policy.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";

const REGIONS = ["eu-west-1", "us-east-1"] as const;
const HOSTILE = `<img src=x onerror=alert(1)>`;

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained of: a script that its policy forbids, for example. */
let complaints: string[];

/** Branch designer runs in America alone, so that two applications mean two Regions. */
function apart(policy: Policy): Policy {
  const one = withOneProvider(policy);
  const { design } = one.applications;
  if (design === undefined) throw new Error("the demo policy has no application `design`");
  const applications = { ...one.applications, design: { ...design, fleets: ["design-virginia"] } };
  return { ...one, applications };
}

beforeAll(async () => {
  demo = await startDemoWorld(apart, { regions: REGIONS });
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
beforeEach(async () => {
  await open({});
  return async () => {
    demo.world.appstream.clearFaults();
    await context.close();
  };
});

async function open(options: BrowserContextOptions): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  complaints = [];
  context.on("console", (message) => {
    // A page that answers 4xx is told to the console as a failure.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  page = await context.newPage();
}

const at = (path: string): string => `${demo.world.origin}${path}`;

async function signIn(username: string, on = page): Promise<void> {
  await on.fill("input[name=username]", username);
  await on.fill("input[name=password]", `${username}-demo`);
  await on.getByRole("button", { name: "Sign in" }).click();
}

/** Signed in, on the page of their own sessions. */
async function toSessions(username: string): Promise<void> {
  await page.goto(at("/sessions"));
  await signIn(username);
  await page.waitForURL(at("/sessions"));
}

async function launch(application: string): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(at(`/launch/${application}`));
  await tab.waitForSelector("[data-testid=fleet]");
  await tab.close();
}

/** Lucía with two live sessions, in Ireland and in Virginia. */
async function withTwoSessions(): Promise<void> {
  await endEverything();
  await toSessions("lucia");
  await launch("treasury");
  await launch("design");
  await page.goto(at("/sessions"));
}

async function endEverything(): Promise<void> {
  const former = page;
  await toSessions("lucia");
  const all = page.getByRole("button", { name: /^End / }).last();
  if ((await all.count()) > 0) {
    await all.click();
    await page.getByRole("button", { name: /^End (?:all of them|the session)$/ }).click();
  }
  await context.clearCookies();
  page = former;
}

const headings = async (): Promise<readonly string[]> => await page.locator(".session h2").allTextContents();

describe("my sessions", () => {
  it("comes back through the sign-in, and says that there is none", async () => {
    await endEverything();
    await toSessions("lucia");
    expect(await page.textContent("h1")).toBe("My sessions");
    await page.waitForSelector("text=You have no session open.");
    await expectAccessible(page);
    await keepPicture(page, "sessions-empty");
  });

  it("shows two in two Regions, and leads back into one", async () => {
    await withTwoSessions();
    expect([...(await headings())].toSorted()).toEqual(["Branch designer", "Treasury desk"]);
    const text = await page.textContent("main");
    expect(text).toContain("Dublin (Ireland)");
    expect(text).toContain("Northern Virginia (United States)");
    await expectAccessible(page);
    await keepPicture(page, "sessions-desk-light");
    await page.getByRole("link", { name: "Go back to Treasury desk" }).click();
    await page.waitForSelector("[data-testid=session-state]");
    expect(await page.textContent("[data-testid=session-state]")).toContain("reconnected");
    expect(complaints).toEqual([]);
  });

  it("ends one by the keyboard alone, after a page that says what is lost", async () => {
    await withTwoSessions();
    await tabTo(page, page.getByRole("button", { name: "End Treasury desk" }));
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=what was not saved is lost");
    await expectAccessible(page);
    await keepPicture(page, "sessions-confirm-one");
    await tabTo(page, page.getByRole("button", { name: "End the session" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(at("/sessions?ended=1"));
    expect(await page.textContent("[role=status]")).toBe("The session has ended.");
    expect(await headings()).toEqual(["Branch designer"]);
    expect(demo.events.findLast(({ event }) => event === "streaming_session_ended")).toMatchObject({
      ...{ by: "self", application: "treasury", fleetId: "treasury-ireland" },
    });
  });

  it("ends all of them without JavaScript", async () => {
    await withTwoSessions();
    await open({ javaScriptEnabled: false, storageState: await context.storageState() });
    await page.goto(at("/sessions"));
    await page.getByRole("button", { name: "End all sessions" }).click();
    expect(await page.textContent("h1")).toBe("End all sessions?");
    await keepPicture(page, "sessions-confirm-all");
    await page.getByRole("button", { name: "End all of them" }).click();
    expect(await page.textContent("[role=status]")).toBe("2 sessions have ended.");
    await page.waitForSelector("text=You have no session open.");
    expect(demo.world.appstream.sessions().filter(({ state }) => state !== "EXPIRED")).toEqual([]);
  });

  it("says which Region did not answer", async () => {
    await withTwoSessions();
    demo.world.appstream.injectFault({
      ...{ region: "us-east-1", operation: "DescribeSessions", kind: "black_hole" },
    });
    await page.reload();
    await page.waitForSelector("text=Northern Virginia (United States) did not answer just now");
    expect(await page.textContent("main")).toContain("Treasury desk");
    await expectAccessible(page);
    await keepPicture(page, "sessions-silent");
  });

  it("ends nothing of another person's, whose id it does not know", async () => {
    await withTwoSessions();
    const id = await page.locator("input[name=id]").first().getAttribute("value");
    await open({});
    await toSessions("diego");
    await launch("design");
    await page.reload();
    for (const shown of [id ?? "", "launch-of-nobody"]) {
      // Diego's own form, with another id in it.
      await page.evaluate(`document.querySelector("input[name=id]").value = ${JSON.stringify(shown)}`);
      await page.getByRole("button", { name: "End Branch designer" }).click();
      await page.waitForURL(at("/sessions?gone=1"));
    }
    expect(demo.world.appstream.sessions().filter(({ state }) => state !== "EXPIRED")).toHaveLength(3);
  });

  it("looks right on a phone and at night, in other languages", async () => {
    await withTwoSessions();
    const storageState = await context.storageState();
    for (const [name, options] of [
      ["phone-light", { viewport: { width: 360, height: 740 } }],
      ["phone-dark-es", { viewport: { width: 360, height: 740 }, colorScheme: "dark", locale: "es-ES" }],
      ["desk-dark", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }],
      ["desk-de", { viewport: { width: 1280, height: 800 }, locale: "de-DE" }],
    ] as const) {
      await open({ ...options, storageState });
      await page.goto(at("/sessions"));
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name).toBe(true);
      await keepPicture(page, `sessions-${name}`);
    }
  });
});

describe("the help desk", () => {
  async function asMarta(options: BrowserContextOptions = {}): Promise<void> {
    await open(options);
    await page.goto(at("/help-desk"));
    await signIn("marta");
    await page.waitForURL(at("/help-desk"));
  }

  /** What a page told Diego, who may not open the treasury desk. */
  async function diegosCode(): Promise<string> {
    await open({});
    await page.goto(at("/launch/treasury"));
    await signIn("diego");
    const code = await page.textContent("[data-testid=reference]");
    if (code === null) throw new Error("the page shows no reference code");
    return code;
  }

  it("tells nothing to whoever is no member", async () => {
    await page.goto(at("/help-desk"));
    await signIn("diego");
    await page.waitForSelector("text=This page is for the help desk");
    await keepPicture(page, "help-desk-refused");
    expect(demo.events.at(-1)).toMatchObject({ event: "help_desk", refusal: { reason: "not_an_operator" } });
  });

  it("finds a person's sessions by their subject, and ends one with a reason", async () => {
    await withTwoSessions();
    const lucia = demo.world.people.find(({ username }) => username === "lucia");
    await asMarta();
    await expectAccessible(page);
    await keepPicture(page, "help-desk");
    await page.selectOption("#by", { label: "Subject at Northwind Bank" });
    await page.fill("#value", lucia?.sub ?? "");
    await page.getByRole("button", { name: "Find sessions" }).click();
    expect(page.url()).toBe(at("/help-desk/sessions"));
    expect([...(await headings())].toSorted()).toEqual(["Branch designer", "Treasury desk"]);
    await expectAccessible(page);
    await keepPicture(page, "help-desk-person");
    const card = page.locator(".session", { hasText: "Treasury desk" });
    await card.getByLabel("Reason").fill(`She cannot click: ${HOSTILE}`);
    await card.getByRole("button", { name: "End Treasury desk" }).click();
    expect(await page.textContent("[role=status]")).toBe("The session has ended.");
    expect(await headings()).toEqual(["Branch designer"]);
    expect(demo.events.findLast(({ event }) => event === "streaming_session_ended")).toMatchObject({
      ...{ by: "help_desk", principal: { subject: lucia?.sub }, reason: `She cannot click: ${HOSTILE}` },
    });
    expect(complaints).toEqual([]);
    await page.goto(at("/ended"));
    expect(await page.textContent("main")).not.toContain("ended Treasury desk");
    await open({});
    await toSessions("lucia");
    // Where the table is slow to answer, the page says nothing of anybody.
    const toEnded = async (): Promise<string | null> => {
      await page.goto(at("/ended"));
      return await page.textContent("main");
    };
    await expect
      .poll(toEnded, { timeout: 10_000 })
      .toContain("The help desk ended Treasury desk, 1 minute ago.");
    expect(await page.textContent("main")).not.toContain("click");
  });

  it("explains what a page said, by its reference code, without JavaScript", async () => {
    const code = await diegosCode();
    await asMarta({ javaScriptEnabled: false });
    await page.fill("#reference", code.toLowerCase().replaceAll("-", " "));
    await page.getByRole("button", { name: "Explain" }).click();
    expect(await page.textContent("h1")).toBe("What happened");
    expect(await page.textContent(".story")).toContain("They are not in its audience");
    await keepPicture(page, "help-desk-explained");
    await page.getByRole("button", { name: "Show this person's sessions" }).click();
    await page.waitForSelector("text=Sessions of one person");
    expect(demo.events.findLast(({ event }) => event === "help_desk")).toMatchObject({
      ...{ lookup: "sessions", outcome: "answered", about: { identityProvider: "corporate" } },
    });
  });

  it("finds a code that another Region answered", async () => {
    demo.world.answerFrom("us-east-1");
    const code = await diegosCode();
    demo.world.answerFrom("eu-west-1");
    await asMarta();
    await page.fill("#reference", code);
    await page.getByRole("button", { name: "Explain" }).click();
    await page.waitForSelector("text=not_in_audience");
    await expectAccessible(page);
    demo.world.answerFrom("first-healthy");
  });

  it("is operated by the keyboard alone: a code explained, their sessions found, one ended", async () => {
    const code = await diegosCode();
    await open({});
    await withTwoSessions();
    await asMarta();
    await tabTo(page, page.getByLabel("Reference code"));
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=not_in_audience");
    await page.goBack();
    await tabTo(page, page.locator("#by"));
    await page.keyboard.type("Subject");
    await page.keyboard.press("Tab");
    await page.keyboard.type(demo.world.people.find(({ username }) => username === "lucia")?.sub ?? "");
    await tabTo(page, page.getByRole("button", { name: "Find sessions" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(at("/help-desk/sessions"));
    const card = page.locator(".session", { hasText: "Treasury desk" });
    await tabTo(page, card.getByLabel("Reason"));
    await page.keyboard.type("She asked for it.");
    await tabTo(page, card.getByRole("button", { name: "End Treasury desk" }));
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=The session has ended.");
    expect(await headings()).toEqual(["Branch designer"]);
    expect(complaints).toEqual([]);
  });

  it("shows what was typed as text, and looks right on a phone, at night and in Spanish", async () => {
    await asMarta({ viewport: { width: 360, height: 740 }, colorScheme: "dark", locale: "es-ES" });
    await keepPicture(page, "help-desk-phone-dark-es");
    await page.fill("#value", HOSTILE);
    await page.locator("button[type=submit]").first().click();
    await page.waitForSelector("[role=alert]");
    expect(await page.inputValue("#value")).toBe(HOSTILE);
    await expectAccessible(page);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await keepPicture(page, "help-desk-fault-phone-dark-es");
    expect(complaints).toEqual([]);
  });
});
