import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  demo = await startDemoWorld((policy) => ({
    ...withOneProvider(policy),
    sessions: { ...policy.sessions, loginTransactionSeconds: 4 },
  }));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB" });
  page = await context.newPage();
});

function link(application: string): string {
  return `${demo.world.origin}/launch/${application}`;
}

async function signIn(on: Page, username: string): Promise<void> {
  await on.fill("input[name=username]", username);
  await on.fill("input[name=password]", `${username}-demo`);
  await on.getByRole("button", { name: "Sign in" }).click();
}

async function stream(on: Page): Promise<Record<string, string>> {
  await on.waitForSelector("[data-testid=fleet]");
  const names = ["application", "fleet", "region", "user-id", "session-state"];
  const texts = names.map(
    async (name) => [name, (await on.textContent(`[data-testid=${name}]`)) ?? ""] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

describe("the launch link", () => {
  it("takes a person in Spain through the sign-in form to a European fleet", async () => {
    await page.goto(link("treasury"));
    await signIn(page, "lucia");
    const shown = await stream(page);
    expect(shown).toMatchObject({ application: expect.stringContaining("Treasury desk") });
    expect(shown.fleet).toContain("sg-treasury-ireland");
    expect(shown.region).toContain("eu-west-1");
  });

  it("takes a person in Mexico to an American fleet", async () => {
    await page.goto(link("design"));
    await signIn(page, "diego");
    const shown = await stream(page);
    expect(shown.fleet).toContain("sg-design-virginia");
    expect(shown.region).toContain("us-east-1");
  });

  it("launches a second time without asking who you are", async () => {
    await page.goto(link("treasury"));
    await signIn(page, "lucia");
    await stream(page);
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await page.goto(link("design"));
    expect((await stream(page)).fleet).toContain("sg-design-ireland");
    expect(addresses.some((address) => address.startsWith(demo.world.openIdProvider.issuer))).toBe(false);
  });

  it("keeps the deep link through the sign-in", async () => {
    await page.goto(`${link("treasury")}?context=FXD-204417`);
    await signIn(page, "lucia");
    await stream(page);
    const launched = demo.events.findLast((event) => event.event === "launch");
    expect(launched).toMatchObject({ outcome: "url_created", application: "treasury" });
  });

  it("lets two tabs sign in at the same time", async () => {
    const other = await context.newPage();
    await Promise.all([page.goto(link("treasury")), other.goto(link("design"))]);
    await signIn(page, "lucia");
    expect((await stream(page)).fleet).toContain("sg-treasury-ireland");
    await signIn(other, "lucia");
    expect((await stream(other)).fleet).toContain("sg-design-ireland");
  });
});

describe("the back button", () => {
  it("after the stream leads to where the link was, and the link works again", async () => {
    await page.goto(demo.world.origin);
    await page.goto(link("treasury"));
    await signIn(page, "lucia");
    await stream(page);
    await page.goBack();
    await page.goto(link("treasury"));
    expect((await stream(page))["session-state"]).toContain("reconnected");
  });

  it("onto the used callback gives a page that says what to do, with a reference", async () => {
    let callback = "";
    page.on("request", (request) => {
      if (request.url().includes("/callback")) callback = request.url();
    });
    await page.goto(link("treasury"));
    await signIn(page, "lucia");
    await stream(page);
    const answer = await page.goto(callback);
    expect(answer?.status()).toBe(400);
    expect(await page.textContent("h1")).toBe("This sign-in is over");
    expect(await page.textContent("[data-testid=reference]")).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  });
});

describe("a sign-in that took too long", () => {
  it("ends on the expiry page, whose button starts the same launch again", async () => {
    await page.goto(link("treasury"));
    await page.waitForTimeout(4_500);
    await signIn(page, "lucia");
    await page.waitForSelector("text=This sign-in is over");
    const events = demo.events.filter((event) => event.event === "sign_in" && event.outcome === "refused");
    expect(events.at(-1)).toMatchObject({ refusal: { reason: "login_transaction_expired" } });
    await page.click("text=Try again");
    expect((await stream(page)).fleet).toContain("sg-treasury-ireland");
  });
});

describe("the refusal page", () => {
  it("tells a person without the application what to do, and nothing else", async () => {
    await page.goto(link("treasury"));
    await signIn(page, "noah");
    await page.waitForSelector("text=You do not have this application");
    expect(await page.content()).not.toContain("not_in_audience");
    expect(demo.events.at(-1)).toMatchObject({ event: "launch", refusal: { reason: "not_in_audience" } });
  });

  it("asks an administrator without a second factor for one", async () => {
    await page.goto(link("server-console"));
    await signIn(page, "hugo");
    await page.waitForSelector("text=A second factor is needed");
    expect(await page.getAttribute("a.primary", "href")).toBe(
      "/login/corporate?application=server-console&again=1",
    );
  });

  it("speaks the browser's language", async () => {
    await context.close();
    context = await browser.newContext({ locale: "es-ES" });
    page = await context.newPage();
    await page.goto(link("treasury"));
    await signIn(page, "noah");
    await page.waitForSelector("text=No tiene esta aplicación");
    expect(await page.getAttribute("html", "lang")).toBe("es");
  });

  it("for a cancelled sign-in offers the same launch again", async () => {
    await page.goto(link("treasury"));
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForSelector("text=Sign-in cancelled");
    await page.click("text=Try again");
    await signIn(page, "lucia");
    await stream(page);
  });
});

describe("signing out", () => {
  it("ends the broker session of this browser", async () => {
    await page.goto(link("design"));
    await signIn(page, "lucia");
    await stream(page);
    await page.goto(demo.world.origin);
    await page.waitForSelector("text=Treasury desk");
    await page.click("text=Sign out");
    await page.waitForSelector("text=Welcome");
    const cookies = await context.cookies(demo.world.origin);
    expect(cookies.filter(({ name }) => name.startsWith("__Host-streamgate-session"))).toEqual([]);
  });
});
