/**
 * The same ways in Chromium, for what only a browser decides: third-party cookies, form-action, scripts of the identity
 * providers' pages, frames.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { keepPicture } from "../support/picture.ts";
import { type BrokerStage, startBrokerStage } from "./broker-stage.ts";
import { launchLink, streamBy } from "./launch.ts";
import { personNamed } from "./people.ts";
import { story } from "./story.ts";

let stage: BrokerStage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const policy = { idpInitiated: { applications: ["treasury"] } };
  [stage, browser] = await Promise.all([
    startBrokerStage(({ ssp, lemon }) => ({
      saml: { ssp: { at: ssp, policy }, lemon: { at: lemon, policy } },
    })),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});
beforeEach(async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  page = await context.newPage();
});
afterEach(async () => {
  await page.context().close();
  stage.takeEvents();
});

async function typePassword(username: string): Promise<void> {
  // SimpleSAMLphp's form and LemonLDAP::NG's.
  await page.fill("input[name=username], input[name=user]", username);
  await page.fill("input[name=password]", personNamed(username).password);
  await page.press("input[name=password]", "Enter");
}

async function expectStream(): Promise<void> {
  await page.waitForSelector("[data-testid=fleet]");
  expect(new URL(page.url()).origin).toBe(stage.world.appstream.origin);
  expect(await page.textContent("[data-testid=application]")).toBe("Treasury desk");
  expect(await page.textContent("[data-testid=fleet]")).toContain("sg-treasury-ireland");
}

describe.each([
  { name: "SimpleSAMLphp", idp: "ssp", person: "lucia", shown: "Lucía Fernández" },
  { name: "LemonLDAP::NG", idp: "lemon", person: "dwho", shown: "Dóctor Whö" },
] as const)("Chromium at $name", ({ idp, person, shown }) => {
  it("comes by the link to the stream", async () => {
    await page.goto(launchLink(stage, idp));
    expect(new URL(page.url()).origin).toBe(stage[idp].origin);
    await typePassword(person);
    await expectStream();
    await keepPicture(page, `${idp}-link`);
    expect(story(stage.takeEvents())).toEqual(streamBy(idp).told);
  });

  it("comes by the tile and a yes to the stream", async () => {
    await page.goto(stage[idp].idpInitiatedUrl(idp, "treasury"));
    await typePassword(person);
    await page.waitForSelector("text=Continue as this person?");
    expect(await page.textContent("main")).toContain(shown);
    await keepPicture(page, `${idp}-tile-question`);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStream();
    await keepPicture(page, `${idp}-tile`);
    expect(story(stage.takeEvents())).toEqual([`sign_in proposed ${idp}`, ...streamBy(idp).told]);
  });
});

describe("a logout in Chromium", () => {
  async function signedIn(idp: "ssp" | "lemon", person: string): Promise<void> {
    await page.goto(launchLink(stage, idp));
    await typePassword(person);
    await expectStream();
    stage.takeEvents();
  }

  it("at SimpleSAMLphp ends the session here", async () => {
    await signedIn("ssp", "lucia");
    await page.goto(stage.ssp.logoutUrl(`${stage.world.origin}/`));
    await page.waitForSelector("text=Where do you sign in?");
    expect(story(stage.takeEvents())).toEqual([
      "sign_out success ssp",
      "sessions_revoked success ssp saml_logout",
    ]);
  });

  it("at LemonLDAP::NG does not, since it comes in a frame", async () => {
    await signedIn("lemon", "dwho");
    const answered = page.waitForResponse((response) => response.url().includes("/logout/lemon/saml"));
    await page.goto(stage.lemon.logoutUrl());
    expect((await answered).status()).toBe(400);
    await keepPicture(page, "lemon-logout");
    const refused = "request_refused refused GET /logout/{idp}/saml: not_a_navigation";
    expect(story(stage.takeEvents())).toEqual([refused]);
    await page.goto(stage.world.origin);
    await page.waitForSelector("text=Treasury desk");
  });
});
