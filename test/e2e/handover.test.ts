import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import {
  AppStreamClient,
  CreateStreamingURLCommand,
  type CreateStreamingURLCommandInput,
} from "@aws-sdk/client-appstream";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isXvfbInstalled } from "../../dev/instances/screen/display.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld } from "../support/demo-world.ts";
import { ARE_PICTURES_KEPT, keepPicture } from "../support/picture.ts";
import { coloursOf } from "../support/png.ts";
import { instanceFrame, launcherNews, signIn } from "../support/streams.ts";

const HAS_SCREEN = isXvfbInstalled();
const LINK = "/launch/treasury?context=FXD-204417";

let demo: DemoWorld;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let log: Readonly<Record<string, unknown>>[];

beforeAll(async () => {
  const instances = HAS_SCREEN ? "screen" : "headless";
  demo = await startDemoWorld(undefined, { instances, log: (event) => void log.push({ ...event }) });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
beforeEach(async () => {
  log = [];
  await context?.close();
  context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
});

function visits() {
  return log.filter(({ event }) => event === "application_visited");
}

async function launch(): Promise<void> {
  await page.goto(`${demo.world.origin}${LINK}`);
  if (page.url().startsWith(demo.world.openIdProvider.issuer)) await signIn(page, "lucia");
  await page.waitForSelector("[data-testid=fleet]");
}

async function endSession(): Promise<void> {
  await page.getByRole("button", { name: "End session" }).click();
  await page.waitForSelector("[data-testid=session-ended]");
}

function lastAsked(): Readonly<Record<string, unknown>> {
  const asked = demo.world.appstream
    .requests()
    .findLast(({ operation }) => operation === "CreateStreamingURL");
  return asked?.input ?? {};
}

/** Another one's form, and nobody's handle. */
function alter(context: string): string {
  return `${context.slice(0, -1)}${context.endsWith("A") ? "B" : "A"}`;
}

/** The address of the stream that was opened, with the context in it changed and the signature of before. */
function altered(streamingUrl: string): string {
  const url = new URL(streamingUrl);
  const parameters = JSON.parse(Buffer.from(url.searchParams.get("parameters") ?? "", "base64").toString());
  const text = JSON.stringify({ ...parameters, userContext: alter(parameters.userContext) });
  url.searchParams.set("parameters", Buffer.from(text).toString("base64"));
  return url.href;
}

/** As if AppStream had let somebody change it, which it does not promise to refuse. */
async function signedAgain(): Promise<string> {
  const client = new AppStreamClient({
    region: "eu-west-1",
    endpoint: demo.world.appstream.regions["eu-west-1"] ?? "",
    credentials: { accessKeyId: "AKIALOCALWORLD000000", secretAccessKey: "local-world" },
  });
  const { StackName, FleetName, UserId, ApplicationId, SessionContext } = lastAsked();
  const input = { StackName, FleetName, UserId, ApplicationId } as CreateStreamingURLCommandInput;
  const context = alter(String(SessionContext));
  const answer = await client.send(new CreateStreamingURLCommand({ ...input, SessionContext: context }));
  client.destroy();
  return answer.StreamingURL ?? "";
}

describe("a stream whose launcher is given the deep link and the person", () => {
  it("shows the demo application, which knew the person from its first request on", async () => {
    await launch();
    expect(await launcherNews(page)).toEqual({ state: "started", reason: null });
    const [first] = visits();
    expect(first).toMatchObject({ path: "/deals/FXD-204417", cookie: "good" });
    const launched = demo.events.findLast(({ event }) => event === "launch");
    expect(first?.launchId).toBe((launched as { launchId?: string }).launchId);
    expect(demo.events.at(-1)).toMatchObject({ event: "context_redeemed", outcome: "success" });
    if (HAS_SCREEN) await expectPicture();
    await picture("handover");
    await endSession();
  });

  it("says nothing of handle, token or cookie in any log", async () => {
    await launch();
    await launcherNews(page);
    const asked = demo.world.appstream
      .requests()
      .findLast(({ input }) => input?.SessionContext !== undefined);
    const handle = String(asked?.input?.SessionContext).split(".")[2] ?? "";
    expect(handle).not.toBe("");
    const written = JSON.stringify([...log, ...demo.events]);
    expect(written).not.toContain(handle);
    expect(written).not.toMatch(/eyJ/);
    expect(await page.content()).not.toContain(handle);
    await endSession();
  });

  it("leaves no process of the launcher and no folder when the session is ended", async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("streamgate-instance-"));
    const others = folders();
    await launch();
    await launcherNews(page);
    const own = processesOf(folders().filter((name) => !others.includes(name)));
    expect(own.length).toBeGreaterThan(0);
    await endSession();
    await expect.poll(() => own.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});

describe("a streaming URL that is used again", () => {
  it("reattaches while the session lives, and starts no second launcher", async () => {
    await launch();
    await launcherNews(page);
    await page.reload();
    expect(await page.textContent("[data-testid=session-state]")).toBe("reconnected");
    expect(await launcherNews(page)).toEqual({ state: "started", reason: null });
    expect(log.filter(({ event }) => event === "application_started")).toHaveLength(1);
    await endSession();
  });

  it("opens nothing in a new session: the handle is spent", async () => {
    await launch();
    await launcherNews(page);
    const streamingUrl = page.url();
    const before = visits().length;
    await endSession();
    await page.goto(streamingUrl);
    expect(await launcherNews(page)).toEqual({ state: "refused", reason: "context_refused" });
    expect(demo.events.at(-1)).toMatchObject({ refusal: { reason: "handle_spent" } });
    expect(visits()).toHaveLength(before);
    await picture("handover-spent");
    await endSession();
  });

  it("with another context in it is not opened by AppStream", async () => {
    await launch();
    await launcherNews(page);
    const streamingUrl = page.url();
    await endSession();
    await page.goto(altered(streamingUrl));
    await page.waitForSelector("[data-testid=invalid-link]");
  });

  it("with another context that AppStream took opens nothing, and leaves the handle as it was", async () => {
    await launch();
    await launcherNews(page);
    await endSession();
    const before = visits().length;
    await page.goto(await signedAgain());
    expect(await launcherNews(page)).toEqual({ state: "refused", reason: "context_refused" });
    expect(demo.events.at(-1)).toMatchObject({ refusal: { reason: "handle_altered" } });
    expect(visits()).toHaveLength(before);
    await endSession();
  });
});

/** A blank display has two colours at most. */
/** Once the application has painted itself. */
async function picture(name: string): Promise<void> {
  if (!ARE_PICTURES_KEPT) return;
  await page.waitForTimeout(3_000);
  await keepPicture(page, name);
}

async function expectPicture(): Promise<void> {
  const picture = instanceFrame(page).locator("[data-testid=picture]");
  const colours = async () => {
    const address = await picture.getAttribute("src");
    const answer = await context.request.get(new URL(address ?? "", page.url()).href);
    return coloursOf(await answer.body());
  };
  await expect.poll(colours, { timeout: 15_000 }).toBeGreaterThan(20);
}

/** Those whose environment or command line names one of the folders. */
function processesOf(folders: readonly string[]): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => folders.some((folder) => read(`/proc/${id}/cmdline`).includes(folder)));
}

function isAlive(id: string): boolean {
  return read(`/proc/${id}/cmdline`).includes("streamgate-");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // No process, or one that has ended meanwhile.
    return "";
  }
}
