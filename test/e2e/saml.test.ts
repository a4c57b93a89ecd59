/**
 * The way of a person by SAML in a real browser. The broker is on `localhost`, the identity provider on `127.0.0.1`:
 * two sites, so that the response comes with a form that another site posts, as it does in a company.
 */
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld } from "../support/demo-world.ts";
import { startServer } from "../support/identity-builders.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";
import { withBothProviders } from "../support/saml-traveller.ts";

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained about: errors, violations of a page's policy, failed requests. */
let complaints: string[];

beforeAll(async () => {
  demo = await startDemoWorld(withBothProviders, { samlHost: "127.0.0.1" });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
beforeEach(() => open());
afterEach(async () => {
  await context.close();
});

async function open(locale = "en-GB"): Promise<void> {
  await context?.close();
  context = await browser.newContext({ locale });
  complaints = [];
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  context.on("weberror", (fault) => complaints.push(String(fault.error())));
  page = await context.newPage();
}

const link = (application: string): string => `${demo.world.origin}/launch/${application}`;
const apps = (): string => demo.world.samlIdentityProvider.origin;

async function signIn(on: Page, username: string): Promise<void> {
  await on.fill("input[name=username]", username);
  await on.fill("input[name=password]", `${username}-demo`);
  await on.getByRole("button", { name: "Sign in" }).click();
}

async function chooseCampus(on: Page): Promise<void> {
  await on.getByRole("link", { name: "Sign in with Northwind Campus" }).click();
}

async function fleetOf(on: Page): Promise<string> {
  await on.waitForSelector("[data-testid=fleet]");
  return (await on.textContent("[data-testid=fleet]")) ?? "";
}

async function openTile(on: Page, username: string, label: string): Promise<void> {
  await on.goto(apps());
  await signIn(on, username);
  await on.getByRole("link", { name: label }).click();
  await on.waitForSelector("h1:has-text('?')");
}

const yes = (on: Page): Promise<void> => on.getByRole("button", { name: "Continue" }).click();
const sessionCookies = async () =>
  (await context.cookies(demo.world.origin)).filter(({ name }) => name === "__Host-streamgate-session");

describe("the launch link", () => {
  it("takes a person by the choice of Northwind Campus and its sign-in to the stream", async () => {
    const posts: Request[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/acs")) posts.push(request);
    });
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    expect(complaints).toEqual([]);

    const headers = await posts[0]?.allHeaders();
    expect(headers?.["sec-fetch-site"]).toBe("cross-site");
    expect(headers?.cookie).toMatch(/^__Host-streamgate-login-/);
    expect(await sessionCookies()).toMatchObject([{ sameSite: "Lax", secure: true, httpOnly: true }]);
    expect(demo.events.findLast(({ event }) => event === "sign_in")).toMatchObject({
      ...{ outcome: "success", identityProvider: "campus" },
    });
  });

  it("keeps its transaction in a cookie that comes back from another site, and only that", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await page.waitForSelector("input[name=password]");
    const held = await context.cookies(demo.world.origin);
    expect(held.filter(({ name }) => name.startsWith("__Host-"))).toMatchObject([
      { name: expect.stringMatching(/^__Host-streamgate-login-/), sameSite: "None", secure: true },
    ]);
    await signIn(page, "lucia");
    await fleetOf(page);
    const after = (await context.cookies(demo.world.origin)).map(({ name }) => name);
    expect(after.filter((name) => name.startsWith("__Host-"))).toEqual(["__Host-streamgate-session"]);
  });

  it("keeps the deep link through the choice and the sign-in", async () => {
    const launches: string[] = [];
    page.on("request", (request) => {
      const { origin, pathname, search } = new URL(request.url());
      if (origin === demo.world.origin && pathname.startsWith("/launch/")) launches.push(pathname + search);
    });
    await page.goto(`${link("treasury")}?context=FXD-204417`);
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    expect(launches).toEqual(Array(2).fill("/launch/treasury?context=FXD-204417"));
  });

  it("lets two tabs sign in at the same time, one at each provider", async () => {
    const other = await context.newPage();
    await Promise.all([page.goto(link("treasury")), other.goto(link("design"))]);
    await chooseCampus(page);
    await other.getByRole("link", { name: "Sign in with Northwind Bank" }).click();
    await signIn(page, "lucia");
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    await signIn(other, "lucia");
    expect(await fleetOf(other)).toContain("sg-design-ireland");
  });

  it("after a cancelled sign-in offers the same launch again", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForSelector("text=Sign-in cancelled");
    await page.click("text=Try again");
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
  });
});

describe("the back button", () => {
  it("after the stream leads over the used sign-in to the launch link, which works again", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    const events = demo.events.length;
    await page.goBack();
    expect(await page.textContent("[role=alert]")).toContain("This sign-in is over");
    await page.goBack();
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    expect(demo.events.slice(events)).toMatchObject([{ event: "launch", outcome: "url_created" }]);
  });

  it("after the stream behind a tile leads to a page that says what happened, and then to the tiles", async () => {
    await openTile(page, "lucia", "Treasury desk");
    await yes(page);
    await fleetOf(page);
    await page.goBack();
    expect(await page.textContent("h1")).toBe("This sign-in is over");
    expect(await page.textContent("main")).toContain("This also happens after the Back button");
    await page.goBack();
    await page.waitForSelector("text=Branch designer");
  });

  it("onto a response that was used says that this sign-in is over", async () => {
    let captured: Request | undefined;
    page.on("request", (request) => {
      if (request.url().endsWith("/acs")) captured = request;
    });
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    const fields = new URLSearchParams(captured?.postData() ?? "");
    await page.goto(apps());
    // The same form once more, as a page from the history would post it.
    await page.setContent(
      `<form method="post" action="${captured?.url()}">${[...fields]
        .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
        .join("")}<button>again</button></form>`,
    );
    await page.click("button");
    await page.waitForSelector("text=This sign-in is over");
    expect(await page.textContent("[data-testid=reference]")).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    expect(demo.events.at(-1)).toMatchObject({ refusal: { reason: "login_transaction_missing" } });
    await page.goto(link("treasury"));
    await fleetOf(page);
  });
});

describe("a tile", () => {
  it("asks first, then leads to the stream by itself", async () => {
    await openTile(page, "lucia", "Treasury desk");
    expect(await page.textContent("h1")).toBe("Continue as this person?");
    expect(await page.textContent("main")).toContain("Lucía Fernández (lucia.fernandez@northwind.example)");
    expect(await page.textContent("main")).not.toContain("takes the place");
    expect(await sessionCookies()).toEqual([]);
    await yes(page);
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    expect(complaints).toEqual([]);
  });

  it("leads on by a button where the browser does not go on by itself", async () => {
    // No content: the browser stays where it is.
    await page.route(link("treasury"), (route) => route.fulfill({ status: 204 }));
    await openTile(page, "lucia", "Treasury desk");
    await yes(page);
    await page.waitForSelector("text=One moment");
    await page.unroute(link("treasury"));
    await page.getByRole("link", { name: "Go on" }).click();
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
  });

  it("shows who is signed in and would be replaced, by name", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    await page.goto(`${apps()}/logout`);
    await page.waitForSelector("text=You are signed out.");
    await page.goto(link("treasury"));
    await page.getByRole("link", { name: "Sign in with Northwind Bank" }).click();
    await signIn(page, "lucia");
    await fleetOf(page);

    await openTile(page, "diego", "Branch designer");
    const text = await page.textContent("main");
    expect(text).toContain("Diego Hernández");
    expect(text).toMatch(/takes the place of who is signed in here now:\s*Lucía Fernández/);
    await yes(page);
    expect(await fleetOf(page)).toContain("sg-design-virginia");
    await page.goto(demo.world.origin);
    await page.waitForSelector("text=Signed in as Diego Hernández");
  });

  it("answered with That is not me signs nobody in", async () => {
    const events = demo.events.length;
    await openTile(page, "lucia", "Treasury desk");
    await page.getByRole("link", { name: "That is not me" }).click();
    await page.waitForSelector("text=Where do you sign in?");
    expect(await sessionCookies()).toEqual([]);
    expect(demo.events.slice(events)).toMatchObject([{ event: "sign_in", outcome: "proposed" }]);
  });

  it("asks within the width of a telephone, however long the address", async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await openTile(page, "lucia", "Treasury desk");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  it.each(["light", "dark"] as const)(
    "asks so that everybody can read it, by the keyboard alone: %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await openTile(page, "lucia", "Treasury desk");
      await expectAccessible(page);
      await keepPicture(page, `continue-${colorScheme}`);
      await tabTo(page, page.getByRole("button", { name: "Continue" }));
      await page.keyboard.press("Enter");
      expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    },
  );

  it("speaks the browser's language", async () => {
    await open("es-ES");
    await openTile(page, "lucia", "Treasury desk");
    expect(await page.textContent("h1")).toBe("¿Continuar como esta persona?");
    await page.getByRole("button", { name: "Continuar" }).click();
    expect(await fleetOf(page)).toContain("sg-treasury-ireland");
    expect(complaints).toEqual([]);
  });
});

describe("signing out at the identity provider", () => {
  it("ends the broker session of this browser", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    await page.goto(apps());
    await page.getByRole("link", { name: "Sign out" }).click();
    await page.waitForSelector("text=You are signed out.");
    expect(await page.locator("[role=alert]").count()).toBe(0);
    expect(await sessionCookies()).toEqual([]);
    expect(demo.events.findLast(({ event }) => event === "sign_out")).toMatchObject({
      principal: { identityProvider: "campus" },
    });
    expect(complaints).toEqual([]);
    await page.goto(link("treasury"));
    await page.waitForSelector("text=Where do you sign in?");
  });

  it("in a hidden frame of another page ends nothing", async () => {
    await page.goto(link("treasury"));
    await chooseCampus(page);
    await signIn(page, "lucia");
    await fleetOf(page);
    const src = `${demo.world.origin}/logout/campus/saml?SAMLRequest=fZE`;
    const framing = await startServer((_request, response) => {
      response.setHeader("content-type", "text/html").end(`<iframe src="${src}"></iframe>`);
    });
    await page.goto(framing);
    await expect
      .poll(() => demo.events.at(-1))
      .toMatchObject({ event: "request_refused", refusal: { reason: "not_a_navigation" } });
    expect(await sessionCookies()).toHaveLength(1);
  });
});
