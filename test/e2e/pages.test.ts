/** The pages that are the same whatever is launched: sign-in, end and refusals, in every language and look. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../functions/http/texts/languages.ts";
import { textsFor } from "../../functions/http/texts/texts.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld } from "../support/demo-world.ts";
import { tabTo } from "../support/keyboard.ts";
import { keepPicture } from "../support/picture.ts";

const LANGUAGE_COOKIE = "__Host-streamgate-language";
const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 } };

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext | undefined;
/** What the browser complained of: a style, an image or a script that the page's policy forbids. */
let complaints: string[];

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchChromium(), startDemoWorld((policy) => policy)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
afterEach(async () => {
  await context?.close();
  context = undefined;
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", ...options });
  complaints = [];
  context.on("console", (message) => {
    // A refusal's status is told to the console as a failure.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  const page = await context.newPage();
  await page.goto(`${demo.world.origin}${path}`);
  return page;
}

async function signIn(page: Page, way = "/login/corporate"): Promise<void> {
  await page.goto(`${demo.world.origin}${way}`);
  await page.fill("input[name=username]", "lucia");
  await page.fill("input[name=password]", "lucia-demo");
  await page.getByRole("button").first().click();
  await page.waitForURL((url) => url.origin === demo.world.origin);
}

const keptLanguage = async (): Promise<string | undefined> =>
  (await context?.cookies())?.find(({ name }) => name === LANGUAGE_COOKIE)?.value;
const languageOf = (page: Page): Promise<string | null> => page.getAttribute("html", "lang");
/** Scrolling sideways on a phone means that something does not fit. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
const styleOf = (page: Page, selector: string, property: string): Promise<string> =>
  page.evaluate(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(property)}]`,
  );

describe.each(LANGUAGES)("in %s", (language) => {
  const { texts } = textsFor([language]);
  const locale = { en: "en-GB", es: "es-ES", pt: "pt-PT", de: "de-DE", tr: "tr-TR" }[language];

  it.each(["/", "/ended", "/launch/nowhere?idp=none"])(
    "%s can be read by everybody, on a phone and a desk, in the dark and the light",
    async (path) => {
      const looks = [
        { ...PHONE, colorScheme: "dark" },
        { ...DESK, colorScheme: "light" },
      ] as const;
      for (const look of looks) {
        const page = await open(path, { locale, ...look });
        expect(await languageOf(page)).toBe(language);
        await expectAccessible(page);
        expect(await fits(page)).toBe(true);
        expect(complaints).toEqual([]);
        const name = { "/": "welcome", "/ended": "ended" }[path] ?? "refusal";
        await keepPicture(page, `${name}-signed-out-${look.colorScheme}-${language}`);
      }
    },
  );

  it("leads from the end of a session to the sign-in, by the keyboard", async () => {
    const page = await open("/ended", { locale });
    await page.keyboard.press("Tab");
    expect(await page.textContent(":focus")).toBe(texts.signIn);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`text=${texts.chooseProvider}`);
  });
});

describe("the language", () => {
  it("is what the browser asks for, until the reader chooses another, which stays", async () => {
    const page = await open("/ended", { locale: "es-MX" });
    expect(await languageOf(page)).toBe("es");
    expect(await keptLanguage()).toBeUndefined();
    await page.click("footer >> text=Türkçe");
    expect(await page.textContent("h1")).toBe("Oturumunuz sona erdi");
    expect(await page.getAttribute("footer a[aria-current=true]", "lang")).toBe("tr");
    expect(await keptLanguage()).toBe("tr");
    await page.goto(`${demo.world.origin}/`);
    expect(await languageOf(page)).toBe("tr");
  });

  it("is chosen without JavaScript, and by the keyboard alone", async () => {
    const page = await open("/", { javaScriptEnabled: false, locale: "en-GB" });
    for (const _provider of [1, 2, 3]) await page.keyboard.press("Tab");
    const seen: (string | null)[] = [];
    for (const _language of LANGUAGES) {
      seen.push(await page.textContent(":focus"));
      if (seen.at(-1) === "Deutsch") break;
      await page.keyboard.press("Tab");
    }
    expect(seen).toEqual(["English", "Español", "Português", "Deutsch"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\?lang=de$/);
    expect(await languageOf(page)).toBe("de");
  });

  it("goes along to a launch that is refused, and no picker there could launch again", async () => {
    const page = await open("/?lang=pt");
    await signIn(page);
    await page.goto(`${demo.world.origin}/launch/payment-run?context=x&lang=de`);
    expect(await languageOf(page)).toBe("de");
    expect(await page.locator("footer nav").count()).toBe(0);
    expect(await keptLanguage()).toBe("de");
  });

  it("in a launch link is no obstacle on the way through the sign-in", async () => {
    const page = await open("/");
    await signIn(page, "/launch/nowhere?lang=es&idp=corporate");
    expect(new URL(page.url()).pathname).toBe("/launch/nowhere");
    expect(await page.textContent("h1")).toBe("This link leads nowhere");
  });

  it.each(["fr", "%3Cscript%3E", "de&lang=tr", "constructor"])(
    "is not %s, and nothing is kept",
    async (value) => {
      const page = await open(`/ended?lang=${value}`, { locale: "en-GB" });
      expect(await languageOf(page)).toBe("en");
      expect(await keptLanguage()).toBeUndefined();
    },
  );
});

describe("the look", () => {
  it.each([
    ["light", "rgb(122, 31, 92)"],
    ["dark", "rgb(240, 168, 216)"],
  ] as const)("is the policy's, in the %s", async (colorScheme, accent) => {
    const page = await open("/ended", { colorScheme });
    expect(await page.title()).toBe("Your session has ended · Northwind Bank");
    expect(await page.textContent("header span")).toBe("Northwind Bank");
    expect(await page.evaluate("document.querySelector('header img').naturalWidth")).toBeGreaterThan(0);
    expect(await styleOf(page, ".button.primary", "backgroundColor")).toBe(accent);
    expect(await page.textContent("footer p")).toBe("Help: IT help desk, extension 4357");
    expect(complaints).toEqual([]);
  });

  it("is a refusal's as well, which names the help once", async () => {
    const page = await open("/login/nobody");
    expect(await page.title()).toBe("There is no sign-in behind this link · Northwind Bank");
    expect((await page.textContent("body"))?.match(/extension 4357/g)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});

/** Of the page after a session: where the table is slow to answer, it says nothing of anybody. */
async function says(page: Page, sentence: string): Promise<void> {
  const read = async (): Promise<string | null> => {
    await page.goto(`${demo.world.origin}/ended`);
    return await page.textContent("main");
  };
  await expect.poll(read, { timeout: 10_000 }).toContain(sentence);
}

describe("the page after a session", () => {
  it("leads back to what was opened last, by the keyboard", async () => {
    const page = await open("/");
    await signIn(page);
    await page.goto(`${demo.world.origin}/launch/treasury`);
    await page.waitForURL((url) => url.origin === demo.world.appstream.origin);
    await says(page, "The last application you opened was Treasury desk,");
    await expectAccessible(page);
    await keepPicture(page, "ended-by-appstream");
    await tabTo(page, page.getByRole("link", { name: "Open Treasury desk again" }));
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.origin === demo.world.appstream.origin);
  });
});

describe("signed in, on a phone and in a window, in the dark and the light", () => {
  const LOOKS = [
    ["phone", "dark", PHONE],
    ["window", "light", { viewport: { width: 820, height: 480 } }],
  ] as const;

  async function isFitToRead(page: Page, name: string): Promise<void> {
    for (const [device, colorScheme, { viewport }] of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      expect(await fits(page)).toBe(true);
      await keepPicture(page, `${name}-${device}-${colorScheme}`);
    }
    expect(complaints).toEqual([]);
  }

  it("says that an application is not this person's", async () => {
    const page = await open("/");
    await signIn(page);
    await page.goto(`${demo.world.origin}/launch/server-console`);
    expect(await page.textContent("h1")).toBe("You do not have this application");
    await isFitToRead(page, "not-entitled");
  });

  it("says who ended the session", async () => {
    const page = await open("/");
    await signIn(page);
    await page.goto(`${demo.world.origin}/launch/treasury`);
    await page.waitForURL((url) => url.origin === demo.world.appstream.origin);
    await page.goto(`${demo.world.origin}/sessions`);
    await page.getByRole("button", { name: "End Treasury desk" }).click();
    await page.getByRole("button", { name: "End the session" }).click();
    await page.waitForURL("**/sessions?ended=1");
    await says(page, "You ended Treasury desk yourself, 1 minute ago.");
    await isFitToRead(page, "ended");
  });
});
