import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { keepPicture } from "../support/picture.ts";
import { startWaitingStage, type WaitingStage } from "../support/waiting-stage.ts";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let stage: WaitingStage;
/** What the browser complained of: a script that its policy forbids, for example. */
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  stage = await startWaitingStage();
  stage.setFreePlaces("ireland", 0);
  await open({});
  return () => context.close();
});

/** What a screen reader would say: every change of a status. */
const RECORD_WHAT_IS_SAID = `
  globalThis.said = [];
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) globalThis.said.push(target.id + ": " + target.textContent);
  });
  for (const status of document.querySelectorAll("[role=status]")) watch.observe(status, { childList: true });
`;

/** Longer than a few rounds of asking. */
const ROUNDS = { timeout: 15_000 };

async function open(options: BrowserContextOptions): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  complaints = [];
  context.on("console", (message) => {
    // A page that answers 409 is told to the console as a failure.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  page = await context.newPage();
}

/** On a phone and at a desk, by day and at night. */
const LOOKS = [
  ["phone", "dark", { width: 360, height: 740 }],
  ["phone", "light", { width: 360, height: 740 }],
  ["desk", "dark", { width: 1280, height: 800 }],
  ["desk", "light", { width: 1280, height: 800 }],
] as const;

/** For everybody, and without scrolling sideways. */
async function isFitToRead(name: string): Promise<void> {
  await expectAccessible(page);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(complaints).toEqual([]);
  await keepPicture(page, name);
}

async function streamsFrom(fleet: string, on = page): Promise<void> {
  await on.waitForSelector("[data-testid=fleet]");
  expect(await on.textContent("[data-testid=fleet]")).toContain(fleet);
}

async function ourCookies(): Promise<readonly string[]> {
  const names = (await context.cookies()).map(({ name }) => name);
  return names.filter((name) => name.startsWith("__Host-streamgate-")).sort();
}

const timesAnswered = (routeKey: string): number =>
  stage.answered.filter((answered) => answered === routeKey).length;

describe("the waiting page", () => {
  it("launches by itself when a place comes free, untouched by hand, and asks without launching", async () => {
    await page.goto(stage.link("design", "?client=web"));
    expect(await page.textContent("h1")).toBe("Waiting for a place in Branch designer");
    expect(await page.textContent("#ahead")).toBe("You are next in line.");
    await expect.poll(() => timesAnswered("GET /wait/{application}"), ROUNDS).toBeGreaterThan(1);
    const launches = timesAnswered("GET /launch/{application}");
    stage.setFreePlaces("ireland", 1);
    await streamsFrom("fleet-ireland");
    expect(timesAnswered("GET /launch/{application}")).toBe(launches + 1);
    const launched = stage.broker.audit.events.filter((event) => event.event === "launch");
    expect(launched).toMatchObject([{ outcome: "waiting" }, { outcome: "url_created" }]);
    expect(await ourCookies()).toEqual(["__Host-streamgate-session"]);
    expect(complaints).toEqual([]);
  });

  it("does the same without JavaScript", async () => {
    await open({ javaScriptEnabled: false });
    await page.goto(stage.link("treasury"));
    expect(await page.textContent("h1")).toBe("Waiting for a place in Treasury desk");
    await expect.poll(() => timesAnswered("GET /launch/{application}"), ROUNDS).toBeGreaterThan(3);
    stage.setFreePlaces("ireland", 1);
    await streamsFrom("fleet-ireland");
    expect(timesAnswered("GET /wait/{application}")).toBe(0);
  });

  it("is a page of its own for each application, also in two tabs", async () => {
    const other = await context.newPage();
    await page.goto(stage.link("treasury"));
    await other.goto(stage.link("archive"));
    await page.goto(stage.link("design"));
    expect(await ourCookies()).toEqual([
      "__Host-streamgate-session",
      "__Host-streamgate-waiting-design",
      "__Host-streamgate-waiting-treasury",
    ]);
    expect(await other.textContent("h1")).toBe("Maintenance is under way");
  });

  it("says what changed, and only that", async () => {
    await page.goto(stage.link("design"));
    await page.evaluate(RECORD_WHAT_IS_SAID);
    const before = timesAnswered("GET /wait/{application}");
    await expect.poll(() => timesAnswered("GET /wait/{application}"), ROUNDS).toBeGreaterThan(before + 1);
    stage.setFreePlaces("ireland", null);
    await page.waitForSelector("text=The computers that run it are starting");
    expect(await page.title()).toBe("Branch designer is being made ready · Streamgate");
    expect(await page.evaluate("globalThis.said")).toEqual([
      "what: The computers that run it are starting, which usually takes 1–\u20602 minutes.",
    ]);
  });

  it("is operated by the keyboard alone: check, and take the place that is offered", async () => {
    stage.setFreePlaces("virginia", 3);
    await page.goto(stage.link("treasury"));
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("Check now");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Last checked at");
    expect(await page.textContent(":focus")).toBe("Check now");
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("Stop waiting");
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("Open it there");
    expect(await page.textContent("main")).toContain("Northern Virginia (United States)");
    await page.keyboard.press("Enter");
    await streamsFrom("fleet-virginia");
  });

  it.each(LOOKS)(
    "can be read on a %s, %s, with an offer elsewhere",
    async (device, colorScheme, viewport) => {
      stage.setFreePlaces("virginia", 3);
      await open({ viewport, colorScheme });
      await page.goto(stage.link("treasury"));
      await page.waitForSelector("text=Open it there");
      await isFitToRead(`waiting-${device}-${colorScheme}`);
      // A question that the page asks by itself just then takes the word back.
      const check = async (): Promise<string | null> => {
        await page.click("text=Check now");
        return await page.textContent("#checked");
      };
      await expect.poll(check, ROUNDS).toContain("Last checked at");
      await isFitToRead(`waiting-checked-${device}-${colorScheme}`);
    },
  );

  it("makes itself anew when a place elsewhere comes to be offered", async () => {
    stage.setFreePlaces("virginia", 0);
    await page.goto(stage.link("treasury"));
    expect(await page.locator("text=Open it there").count()).toBe(0);
    stage.setFreePlaces("virginia", 3);
    await page.waitForSelector("text=Open it there");
  });

  it("goes on after the network was away", async () => {
    await page.goto(stage.link("design"));
    await context.setOffline(true);
    await page.waitForSelector("text=We cannot be reached from here", { timeout: 30_000 });
    stage.setFreePlaces("ireland", 1);
    await context.setOffline(false);
    await streamsFrom("fleet-ireland");
  });

  it("leads to the launch itself where its questions are turned away", async () => {
    await context.route("**/wait/**", (route) => route.fulfill({ status: 429, body: "" }));
    await page.goto(stage.link("design"));
    stage.setFreePlaces("ireland", 1);
    await page.click("text=Check now");
    await streamsFrom("fleet-ireland");
  });

  it("leads through the sign-in when the broker session is over, and waits on", async () => {
    await page.goto(stage.link("design"));
    stage.endBrokerSessions();
    await expect.poll(() => timesAnswered("GET /login/{idp}"), ROUNDS).toBe(2);
    await page.waitForSelector("text=Waiting for a place in Branch designer");
    stage.setFreePlaces("ireland", 1);
    await streamsFrom("fleet-ireland");
  });

  it("starts at once over when its ticket is gone", async () => {
    await page.goto(stage.link("design"));
    await context.clearCookies({ name: "__Host-streamgate-waiting-design" });
    const launches = timesAnswered("GET /launch/{application}");
    await expect.poll(() => timesAnswered("GET /launch/{application}"), ROUNDS).toBe(launches + 1);
    await page.waitForSelector("text=Waiting for a place in Branch designer");
  });
});

describe("the waiting page of a policy that measures", () => {
  it("keeps the figures in a cookie, and sends them with the launch", async () => {
    const location = { ...stage.broker.ports.index.policy.location, measureLatency: true };
    stage = await startWaitingStage({ development: false, location });
    stage.setFreePlaces("ireland", 0);
    const asked: string[] = [];
    await context.route("https://dynamodb.*.amazonaws.com/ping", async (route) => {
      asked.push(new URL(route.request().url()).host);
      await route.fulfill({ body: "healthy" });
    });
    await page.goto(stage.link("treasury"));
    const figures = async (): Promise<string | undefined> =>
      (await context.cookies()).find(({ name }) => name === "__Host-streamgate-latency")?.value;
    await expect.poll(figures, ROUNDS).toMatch(/^eu-west-1:\d+\.us-east-1:\d+$/);
    expect(new Set(asked)).toEqual(
      new Set(["dynamodb.eu-west-1.amazonaws.com", "dynamodb.us-east-1.amazonaws.com"]),
    );
    await page.reload();
    expect(await page.getAttribute("#waiting", "data-measure")).toBe("");
    expect(complaints).toEqual([]);
  });
});

describe("the choice page", () => {
  beforeEach(async () => {
    stage.setFreePlaces("ireland", 2);
    await page.goto(stage.link("treasury"));
    await streamsFrom("fleet-ireland");
    await page.goto(stage.link("design"));
    expect(await page.textContent("h1")).toBe("You still have Treasury desk open");
  });

  it.each(LOOKS)("can be read on a %s, %s", async (device, colorScheme, viewport) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await isFitToRead(`choice-${device}-${colorScheme}`);
  });

  it("leads back to the open session, by the keyboard", async () => {
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("Go back to Treasury desk");
    await page.keyboard.press("Enter");
    await streamsFrom("fleet-ireland");
    expect(await page.textContent("[data-testid=session-state]")).toContain("reconnected");
  });

  it("ends it and opens the other application, by the keyboard", async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("End Treasury desk and open Branch designer");
    await page.keyboard.press("Enter");
    await streamsFrom("fleet-ireland");
    expect(await page.textContent("[data-testid=session-state]")).not.toContain("reconnected");
    expect(stage.broker.audit.events).toContainEqual(
      expect.objectContaining({ event: "streaming_session_ended", application: "treasury" }),
    );
    expect(complaints).toEqual([]);
  });

  it("leads from the end of a session to the wait, while its place is made anew", async () => {
    stage.setFreePlaces("ireland", 0);
    await page.click("text=End Treasury desk and open Branch designer");
    await page.waitForSelector("text=Waiting for a place in Branch designer");
    expect(await page.textContent("#what")).toContain("10–\u206020 minutes");
  });

  it("works without JavaScript", async () => {
    await open({ javaScriptEnabled: false });
    await page.goto(stage.link("design"));
    await page.click("text=End Treasury desk and open Branch designer");
    await page.waitForURL(/\/authenticate|appstream|stream/);
    expect(stage.broker.audit.events.at(-1)).toMatchObject({ event: "launch", outcome: "url_created" });
  });
});
