import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { ApplicationPolicy, LimitsPolicy } from "../../functions/core/policy.ts";
import { periodAt } from "../../functions/core/use-period.ts";
import { createKeepTime } from "../../functions/people/keep-time.ts";
import { expectAccessible } from "../support/axe.ts";
import { FRANKFURT, IRELAND, LIMITS, TREASURY, VIRGINIA } from "../support/broker-builders.ts";
import { launchChromium } from "../support/chromium.ts";
import { startForeignSite } from "../support/foreign-page.ts";
import { keepPicture } from "../support/picture.ts";
import { aUsePolicy } from "../support/use-builders.ts";
import { startWaitingStage, type WaitingStage } from "../support/waiting-stage.ts";

const MADRID_WEEK = { seconds: 7_200, period: "week", timeZone: "Europe/Madrid" } as const;

let browser: Browser;
let context: BrowserContext;
let page: Page;
let stage: WaitingStage;
/** How far the broker's clock is ahead. */
let aheadSeconds = 0;
/** The launch's deadline, the URL's validity, the two minutes in which AppStream may not tell of its session, a second begun. */
const URL_COUNTS_SECONDS = 8 + 30 + 120 + 1;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function startWith(use: ApplicationPolicy["use"], limits: Partial<LimitsPolicy> = {}): Promise<void> {
  const application = (change: Partial<ApplicationPolicy>) => ({ ...TREASURY, context: null, ...change });
  aheadSeconds = 0;
  const policy = {
    fleets: { ireland: IRELAND, frankfurt: FRANKFURT, virginia: VIRGINIA },
    applications: {
      treasury: application({ fleets: ["ireland"] }),
      design: application({
        ...{ fleets: ["frankfurt"], appstreamApplication: "BranchDesigner", use: use ?? null },
        name: { en: "Branch designer", es: "Diseño de oficinas" },
      }),
    },
    limits: { ...LIMITS, ...limits },
  };
  stage = await startWaitingStage(policy, () => Date.now() + aheadSeconds * 1_000);
  await open({});
}

async function open(options: BrowserContextOptions): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  page = await context.newPage();
}

async function streamsFrom(fleet: string): Promise<void> {
  await page.waitForSelector("[data-testid=fleet]");
  expect(await page.textContent("[data-testid=fleet]")).toContain(fleet);
}

const ends = () => stage.broker.audit.events.filter(({ event }) => event === "streaming_session_ended");

/** Each refusal as people with other screens and languages see it. */
async function lookAtIt(name: string): Promise<void> {
  const link = page.url();
  const views: readonly (readonly [string, BrowserContextOptions])[] = [
    ["desk-light", { viewport: { width: 1280, height: 800 } }],
    ["desk-dark-es", { viewport: { width: 1280, height: 800 }, colorScheme: "dark", locale: "es-ES" }],
    ["phone", { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }],
  ];
  for (const [view, options] of views) {
    await open(options);
    await page.goto(link);
    const width = "document.documentElement.scrollWidth";
    if (options.javaScriptEnabled !== false) {
      await expectAccessible(page);
      expect(await page.evaluate(width)).toBeLessThanOrEqual(options.viewport?.width ?? 0);
    }
    await keepPicture(page, `${name}-${view}`);
  }
}

describe("a second session where one is allowed", () => {
  it("is refused with a page that leads to the sessions, and nothing is opened", async () => {
    await startWith(null, { concurrentSessions: 1 });
    await page.goto(stage.link("treasury"));
    await streamsFrom("fleet-ireland");
    const answer = await page.goto(stage.link("design"));
    expect(answer?.status()).toBe(409);
    expect(await page.textContent("h1")).toBe("You cannot open another session");
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("My sessions");
    expect(await page.getAttribute(":focus", "href")).toBe("/sessions");
    await lookAtIt("session-limit");
  });

  it("takes the place of the first where the policy says so, and the person", async () => {
    await startWith(aUsePolicy({ terminatePrevious: true }), { concurrentSessions: 1 });
    await page.goto(stage.link("treasury"));
    await streamsFrom("fleet-ireland");
    aheadSeconds = URL_COUNTS_SECONDS;
    const answer = await page.goto(stage.link("design"));
    expect(answer?.status()).toBe(409);
    expect(await page.textContent("h1")).toBe("You still have Treasury desk open");
    expect(await page.textContent("main")).toContain("You have as many sessions open as you may have");
    await lookAtIt("session-gives-way");

    await open({});
    await page.goto(stage.link("design"));
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("Go back to Treasury desk");
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe("End Treasury desk and open Branch designer");
    expect(ends()).toEqual([]);
    await page.keyboard.press("Enter");
    await streamsFrom("fleet-frankfurt");
    expect(ends()).toMatchObject([{ by: "self", application: "treasury" }]);
  });

  it("takes no place of the first by a link on another site, clicked or not", async () => {
    await startWith(aUsePolicy({ terminatePrevious: true }), { concurrentSessions: 1 });
    await page.goto(stage.link("treasury"));
    await streamsFrom("fleet-ireland");
    aheadSeconds = URL_COUNTS_SECONDS;
    const site = await startForeignSite(() => new URL(stage.link("design")).origin);
    onTestFinished(() => site.stop());
    site.show(`<a href="${stage.link("design")}">A prize</a>`, { broker: null });
    await page.goto(site.otherSite);
    await page.click("a");
    await page.waitForURL(stage.link("design"));
    expect(await page.textContent("h1")).toBe("You still have Treasury desk open");
    site.leadTo(stage.link("design"));
    await page.goto(site.otherSite);
    await page.waitForURL(stage.link("design"));
    expect(ends()).toEqual([]);
    await page.goto(stage.link("treasury"));
    await streamsFrom("fleet-ireland");
  });
});

describe("a time for each week", () => {
  it("is counted by the keeper, ends the session when it is spent, and the page says when it begins anew", async () => {
    await startWith(aUsePolicy({ budget: MADRID_WEEK }));
    await page.goto(stage.link("design"));
    await streamsFrom("fleet-frankfurt");
    const { ports, uses } = stage.broker;
    const keepTime = createKeepTime({ ...ports, lookedAfter: uses, now: () => Date.now() + 7_200_000 });
    // At the turn of a week the time before it is not counted, and nothing ends yet.
    const { until } = periodAt(MADRID_WEEK, Date.now() / 1_000);
    if (until - Date.now() / 1_000 < 7_260) return;
    await expect.poll(keepTime).toMatchObject({ people: 1, ended: 1, unheard: 0 });
    expect(ends()).toMatchObject([{ by: "time_limit", application: "design", fleetId: "frankfurt" }]);
    const answer = await page.goto(stage.link("design"));
    expect(answer?.status()).toBe(403);
    expect(await page.textContent("h1")).toBe("Your time is used up");
    expect(await page.textContent("strong")).toMatch(
      /^Your time begins anew on Monday, \d{1,2} \w+ \d{4} at 00:00 \(Europe\/Madrid\)\.$/,
    );
    await lookAtIt("time-budget");
  });
});

describe("an application whose seats are all taken", () => {
  it("says so, and to try again", async () => {
    await startWith(aUsePolicy({ totalSessions: 1 }));
    const { uses } = stage.broker;
    await uses.takeSeat("design", "launch-of-somebody-else", 1, Math.floor(Date.now() / 1_000));
    const answer = await page.goto(stage.link("design"));
    expect(answer?.status()).toBe(503);
    expect(answer?.headers()["retry-after"]).toBe("30");
    expect(await page.textContent("h1")).toBe("All places are taken");
    await lookAtIt("application-full");
    await uses.leaveSeat("design", "launch-of-somebody-else");
    await page.goto(stage.link("design"));
    await streamsFrom("fleet-frankfurt");
  });
});
