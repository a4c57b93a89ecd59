import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ApplicationPolicy, Policy } from "../../functions/core/policy.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { keepPicture } from "../support/picture.ts";

const HOSTILE = `"><img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>{count}$&`;
const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 }, locale: "en-GB" };
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, locale: "es-ES" };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let demo: DemoWorld;
/** What the browser complained of: a script that its policy forbids, for example. */
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Lucía's: what the demo policy gives her, and these. */
async function start(more: (treasury: ApplicationPolicy) => Readonly<Record<string, ApplicationPolicy>>) {
  demo = await startDemoWorld((policy): Policy => {
    const one = withOneProvider(policy);
    const { treasury } = one.applications;
    if (treasury === undefined) throw new Error("the demo policy has no treasury");
    const plain = { ...treasury, icon: null, group: null, handover: null, context: null };
    return { ...one, applications: { ...one.applications, ...more(plain) } };
  });
}

async function open(options: BrowserContextOptions): Promise<void> {
  await context?.close();
  context = await browser.newContext(options);
  complaints = [];
  context.on("console", (message) => complaints.push(message.text()));
  context.on("weberror", (error) => complaints.push(error.error().message));
  page = await context.newPage();
  await page.goto(demo.world.origin);
  await page.click("a.button.primary");
  await page.fill("input[name=username]", "lucia");
  await page.fill("input[name=password]", "lucia-demo");
  await page.click("button");
  await page.waitForSelector("#catalogue");
}

const names = () => page.locator(".cards li:visible > a").allTextContents();
const headings = () => page.locator("h2:visible").allTextContents();
const status = () => page.textContent("#found");
const star = (id: string) => page.locator(`button[formaction="/favourites/${id}"]`);

const closed = { mfa: false, networks: ["madrid-office"], hours: null, countries: null };
const INVOICES = { name: { en: "Überweisungen & invoices", es: "Transferencias" } };

describe("the catalogue", () => {
  beforeAll(() =>
    start((plain) => ({
      invoices: { ...plain, ...INVOICES, group: { en: "Markets", es: "Mercados" } },
      vault: { ...plain, name: { en: "Vault", es: "Bóveda" }, conditions: closed },
    })),
  );
  afterAll(() => demo?.world.stop());
  afterEach(() => expect(complaints).toEqual([]));

  it("shows each application under its group, and how it stands", async () => {
    await open(DESK);
    await expect
      .poll(async () => {
        await page.reload();
        return await page.textContent(".cards li:has(a[href='/launch/treasury']) p:last-child");
      })
      .toBe("Ready · Dublin (Ireland)");
    expect(await headings()).toEqual(["Markets", "Branches", "Other applications"]);
    expect(await names()).toEqual([
      "Treasury desk",
      "Überweisungen & invoices",
      "Branch designer",
      "Vault console",
      "Vault",
    ]);
    expect(await page.textContent(".cards li:has(a[href='/launch/vault']) p:last-child")).toBe(
      "Closed · only from certain networks",
    );
    expect(await page.textContent(".top")).toContain("Signed in as Lucía Fernández · Last sign-in just now");
  });

  it.each([
    ["en-GB", "Your applications", "Sign out"],
    ["es-ES", "Sus aplicaciones", "Cerrar sesión"],
    ["pt-PT", "As suas aplicações", "Terminar sessão"],
    ["de-DE", "Ihre Anwendungen", "Abmelden"],
    ["tr-TR", "Uygulamalarınız", "Oturumu kapat"],
  ])("speaks %s", async (locale, title, signOut) => {
    await open({ ...DESK, locale });
    expect(await page.textContent("h1")).toBe(title);
    expect(await page.textContent(".top button")).toBe(signOut);
  });

  it.each([
    ["desk", "light", DESK],
    ["desk", "dark", DESK],
    ["phone", "light", PHONE],
    ["phone", "dark", PHONE],
  ] as const)("is accessible and fits: %s, %s", async (device, colorScheme, options) => {
    await open({ ...options, colorScheme });
    await expectAccessible(page);
    await keepPicture(page, `catalogue-${device}-${colorScheme}`);
    await page.fill("#q", "e");
    await expectAccessible(page);
    await keepPicture(page, `catalogue-search-${device}-${colorScheme}`);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("finds as one types, whatever the accents, keeps the focus, and says how many", async () => {
    await open(DESK);
    await page.focus("#q");
    await page.keyboard.type("UBERW INVOI");
    expect(await names()).toEqual(["Überweisungen & invoices"]);
    expect(await headings()).toEqual(["Markets"]);
    expect(await status()).toBe("One application found");
    expect(await page.evaluate("document.activeElement.id")).toBe("q");
    expect(page.url()).toBe(`${demo.world.origin}/?q=UBERW%20INVOI`);
    await page.fill("#q", "zebra");
    expect(await status()).toBe("No application found. Try another word, or part of one.");
    await page.fill("#q", "markets");
    expect(await names()).toEqual(["Treasury desk", "Überweisungen & invoices"]);
    expect(await status()).toBe("2 applications found");
    await page.click("#all");
    expect(await names()).toHaveLength(5);
    expect(await status()).toBe("");
    expect(page.url()).toBe(`${demo.world.origin}/`);
  });

  it("finds the same after loading the page again, and goes on from there", async () => {
    await open(DESK);
    await page.goto(`${demo.world.origin}/?q=vault`);
    expect(await names()).toEqual(["Vault console", "Vault"]);
    await page.fill("#q", "desk");
    expect(await names()).toEqual(["Treasury desk"]);
  });

  it("keeps a favourite without loading the page, where the focus stays, and takes it back", async () => {
    await open(DESK);
    let loads = 0;
    page.on("load", () => {
      loads += 1;
    });
    await star("vault").click();
    await expect.poll(status).toBe("Vault is among your favourites now.");
    expect(await page.getByRole("button", { name: "Remove from favourites: Vault" }).count()).toBe(1);
    expect(await page.evaluate("document.activeElement.formAction")).toBe(
      `${demo.world.origin}/favourites/vault`,
    );
    expect(loads).toBe(0);
    await page.reload();
    expect((await names())[0]).toBe("Vault");
    expect((await headings())[0]).toBe("Favourites");
    await star("vault").click();
    await expect.poll(status).toBe("Vault is no favourite any more.");
    await page.reload();
    expect(await headings()).not.toContain("Favourites");
  });

  it("works without JavaScript: search, favourite, launch, sign out", async () => {
    await open({ ...DESK, javaScriptEnabled: false });
    await page.fill("#q", "uberweis");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/?q=uberweis");
    expect(await names()).toEqual(["Überweisungen & invoices"]);
    expect(await status()).toBe("One application found");
    await star("invoices").click();
    await page.waitForURL(`${demo.world.origin}/`);
    expect((await headings())[0]).toBe("Favourites");
    await star("invoices").click();
    await page.waitForURL(`${demo.world.origin}/`);
    expect((await headings())[0]).toBe("Markets");
    await page.click("a[href='/launch/treasury']");
    await page.waitForSelector("[data-testid=fleet]");
    await page.goto(demo.world.origin);
    expect(await page.textContent(".recents")).toContain("Treasury desk");
    await page.click(".top button");
    await page.waitForURL(`${demo.world.origin}/`);
    expect(await page.textContent("h1")).toBe("Welcome");
  });

  it("is operated by the keyboard alone", async () => {
    await open(DESK);
    const focused = () =>
      page.evaluate(
        "document.activeElement.textContent || document.activeElement.id || document.activeElement.formAction",
      );
    while ((await focused()) !== "q") await page.keyboard.press("Tab");
    await page.keyboard.type("treasury");
    const seen: unknown[] = [];
    while ((await focused()) !== "Treasury desk") {
      await page.keyboard.press("Tab");
      seen.push(await focused());
    }
    expect(seen).toEqual(["Search", "Show all", "Treasury desk"]);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(`${demo.world.origin}/favourites/treasury`);
    await page.keyboard.press("Space");
    await expect.poll(status).toContain("among your favourites");
    await page.keyboard.press("Space");
    await expect.poll(status).toContain("no favourite any more");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=fleet]");
  });

  it("leads to sign-in where the session ended meanwhile", async () => {
    await open(DESK);
    await context.clearCookies();
    await star("vault").click();
    await page.waitForSelector("text=Please sign in");
    complaints = complaints.filter((text) => !text.includes("401"));
  });

  it("takes no favourite from another site's page", async () => {
    await open(DESK);
    const elsewhere = await context.newPage();
    await elsewhere.goto("about:blank");
    await elsewhere.setContent(
      `<form method="post" action="${demo.world.origin}/favourites/vault"><input name="favourite" value="yes"><button>go</button></form>`,
    );
    await elsewhere.click("button");
    await elsewhere.waitForURL("**/favourites/vault");
    await page.reload();
    expect(await headings()).not.toContain("Favourites");
    complaints = complaints.filter((text) => !text.includes("403"));
  });
});

describe("the catalogue, with what others wrote", () => {
  beforeAll(() =>
    start((plain) => ({
      hostile: {
        ...plain,
        ...{ name: { en: HOSTILE }, description: { en: HOSTILE }, group: { en: HOSTILE } },
        icon: `data:image/svg+xml;base64,${Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.broken=1"><script>globalThis.broken=1</script></svg>`,
        ).toString("base64")}`,
      },
    })),
  );
  afterAll(() => demo?.world.stop());
  beforeEach(() => open(DESK));

  it("shows it as text wherever it stands, and runs none of it", async () => {
    expect(await names()).toContain(HOSTILE);
    expect(await headings()).toContain(HOSTILE);
    await star("hostile").click();
    await expect.poll(status).toBe(`${HOSTILE} is among your favourites now.`);
    await page.goto(`${demo.world.origin}/?q=${encodeURIComponent(HOSTILE)}`);
    expect(await page.inputValue("#q")).toBe(HOSTILE.slice(0, 100));
    expect(await names()).toEqual([HOSTILE]);
    await page.fill("#q", HOSTILE);
    expect(await names()).toEqual([HOSTILE]);
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
    expect(await page.locator("script").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe("the catalogue, with a thousand applications", () => {
  beforeAll(() =>
    start((plain) =>
      Object.fromEntries(
        Array.from({ length: 1_000 }, (_, place) => [
          `app-${place}`,
          {
            ...plain,
            name: { en: `Ledger ${place}` },
            group: place % 9 === 8 ? null : { en: `Area ${place % 8}` },
          },
        ]),
      ),
    ),
  );
  afterAll(() => demo?.world.stop());

  it("closes the groups, and finds one in them as quickly as in few", async () => {
    await open(DESK);
    expect(await names()).toEqual([]);
    expect(await page.locator("summary:visible").count()).toBe(11);
    const milliseconds = (await page.evaluate(`(() => {
      const box = document.getElementById("q");
      const startedAt = performance.now();
      box.value = "ledger 437";
      box.dispatchEvent(new Event("input"));
      document.body.offsetHeight;
      return performance.now() - startedAt;
    })()`)) as number;
    expect(milliseconds).toBeLessThan(500);
    expect(await names()).toEqual(["Ledger 437"]);
    expect(await status()).toBe("One application found");
    await page.fill("#q", "");
    expect(await names()).toEqual([]);
    await page.click("summary:has-text('Area 3')");
    expect((await names()).length).toBeGreaterThan(100);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
});
