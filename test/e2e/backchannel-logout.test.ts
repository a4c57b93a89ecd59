/**
 * Signing out at the identity provider, in real browsers: the broker sessions of every browser of that person are over, and
 * nobody else's; in a broker of two Regions, whichever of them answers.
 */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { disableCommand } from "../../cli/commands/disable.ts";
import { enableCommand } from "../../cli/commands/enable.ts";
import { runCommandLine } from "../../cli/runner.ts";
import type { Policy } from "../../functions/core/policy.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";

const REGIONS = ["eu-west-1", "us-east-1"];
let demo: DemoWorld;
let browser: Browser;
let contexts: BrowserContext[] = [];

beforeAll(async () => {
  demo = await startDemoWorld(endingStreams, { regions: REGIONS });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
});

/** Streams end as well, and the designs are in America. */
function endingStreams(policy: Policy): Policy {
  const one = withOneProvider(policy);
  const { design } = one.applications;
  if (design === undefined) throw new Error("the demo policy has no application `design`");
  return {
    ...one,
    applications: { ...one.applications, design: { ...design, fleets: ["design-virginia"] } },
    sessions: { ...one.sessions, endStreamsOn: ["backchannel_logout", "disable"] },
  };
}

async function streamOf(page: Page, application: string): Promise<void> {
  await page.goto(`${demo.world.origin}/launch/${application}`);
  await page.waitForSelector("[data-testid=fleet]");
}

/** What AWS does every minute. */
async function keepTime(): Promise<void> {
  for (const { broker } of demo.world.regions) await broker.keepTime();
}

const endedStreams = () =>
  demo.events
    .filter((event) => event.event === "streaming_session_ended")
    .map(({ application, fleetId, by }) => [application, fleetId, by]);

async function signedIn(username: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB" });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(demo.world.origin);
  await page.getByRole("link", { name: /Sign in/ }).click();
  await page.fill("input[name=username]", username);
  await page.fill("input[name=password]", `${username}-demo`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect.poll(() => isSignedIn(page)).toBe(true);
  return page;
}

async function isSignedIn(page: Page): Promise<boolean> {
  await page.goto(demo.world.origin);
  return (await page.getByRole("button", { name: "Sign out" }).count()) > 0;
}

async function signOutAtProvider(page: Page): Promise<void> {
  await page.goto(`${demo.world.openIdProvider.issuer}/session/end`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
}

/** As an operator at a terminal of the local world. */
async function operator(...words: readonly string[]): Promise<void> {
  const { environment } = demo.world;
  const policy = readFileSync(new URL("../../dev/policy.yaml", import.meta.url), "utf8");
  const terminal = recordedTerminal({ "policy.yaml": policy }, Math.floor(Date.now() / 1_000));
  const commands = [disableCommand(environment), enableCommand(environment)];
  const [command = "", ...rest] = words;
  const asked = [command, "--policy", "policy.yaml", "--identity-provider", "corporate", ...rest];
  expect([await runCommandLine(asked, commands, terminal), terminal.errorLines]).toStrictEqual([0, []]);
}

const revoked = () => demo.events.filter(({ event }) => event === "sessions_revoked");

describe("a sign-out at the identity provider", () => {
  it("ends the person's broker sessions in every browser, in all Regions, and nobody else's", async () => {
    const [desk, laptop, other] = [await signedIn("lucia"), await signedIn("lucia"), await signedIn("diego")];
    await signOutAtProvider(desk);
    expect(revoked()).toMatchObject([
      { outcome: "success", by: "backchannel_logout", identityProvider: "corporate", missingIn: [] },
    ]);
    for (const region of REGIONS) {
      demo.world.answerFrom(region);
      expect([await isSignedIn(desk), await isSignedIn(laptop), await isSignedIn(other)]).toStrictEqual([
        ...[false, false, true],
      ]);
    }
    await laptop.goto(`${demo.world.origin}/launch/treasury`);
    // The laptop's own session at the provider lives on and signs in anew.
    await laptop.waitForSelector("[data-testid=fleet]");
    expect(await isSignedIn(laptop)).toBe(true);
    expect(await isSignedIn(desk)).toBe(false);
  });
});

describe("streaming sessions, where the policy has them end as well", () => {
  it("end in all Regions when the person signs out at the identity provider, and later ones do not", async () => {
    const [desk, laptop] = [await signedIn("lucia"), await signedIn("lucia")];
    await streamOf(desk, "treasury");
    await streamOf(laptop, "design");
    await signOutAtProvider(desk);
    await keepTime();
    expect(endedStreams().toSorted()).toStrictEqual([
      ["design", "design-virginia", "logout"],
      ["treasury", "treasury-ireland", "logout"],
    ]);
    // Whole seconds: what begins with the second of the sign-out counts as before it.
    await laptop.waitForTimeout(1_100);
    await streamOf(laptop, "design");
    await keepTime();
    expect(endedStreams()).toHaveLength(2);
  });

  it("end when an operator disables the person", async () => {
    const before = endedStreams().length;
    const page = await signedIn("diego");
    await streamOf(page, "design");
    const subject = demo.world.people.find(({ username }) => username === "diego")?.sub ?? "";
    await operator("disable", "--subject", subject, "--by", "Ben", "--reason", "left the bank");
    await keepTime();
    expect(endedStreams().slice(before)).toStrictEqual([["design", "design-virginia", "disable"]]);
    await operator("enable", "--subject", subject, "--by", "Ben", "--reason", "a mistake");
  });
});

describe("a person whom an operator disabled", () => {
  it("is told so wherever they come, cannot sign in, and after that signs in anew", async () => {
    const page = await signedIn("diego");
    const subject = demo.world.people.find(({ username }) => username === "diego")?.sub ?? "";
    await operator("disable", "--subject", subject, "--by", "Ben", "--reason", "left the bank");
    const title = "Your access has been disabled";
    await page.goto(demo.world.origin);
    expect(await page.getByRole("heading", { name: title }).count()).toBe(1);
    expect(await page.getByText("Help: IT help desk, extension 4357").count()).toBe(1);
    expect(await page.content()).not.toContain("left the bank");
    await page.goto(`${demo.world.origin}/launch/design`);
    expect(await page.getByRole("heading", { name: title }).count()).toBe(1);
    await expectAccessible(page);
    await page.goto(`${demo.world.origin}/login/corporate`);
    expect(await page.getByRole("heading", { name: title }).count()).toBe(1);
    expect(demo.events.at(-1)).toMatchObject({ event: "sign_in", refusal: { reason: "person_disabled" } });

    await operator("enable", "--subject", subject, "--by", "Ben", "--reason", "a mistake");
    // The session of before stays over.
    expect(await isSignedIn(page)).toBe(false);
    await page.goto(`${demo.world.origin}/login/corporate`);
    expect(await isSignedIn(page)).toBe(true);
  });
});
