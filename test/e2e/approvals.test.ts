import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Policy } from "../../functions/core/policy.ts";
import { expectAccessible } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { type DemoWorld, startDemoWorld, withOneProvider } from "../support/demo-world.ts";
import { ARE_PICTURES_KEPT, keepPicture } from "../support/picture.ts";

const REASON = "Incident 4711: the night batch has to be started by hand";
/** Longer than a few rounds of asking. */
const ROUNDS = { timeout: 20_000 };

let demo: DemoWorld;
let browser: Browser;
const contexts: BrowserContext[] = [];
/** What browsers complained of: a script that a page's policy forbids, for example. */
const complaints: string[] = [];

beforeAll(async () => {
  demo = await startDemoWorld();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.world.stop();
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  complaints.length = 0;
});

async function someone(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  contexts.push(context);
  context.on("console", (message) => {
    // A page that answers 403 is told to the console as a failure.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  return await context.newPage();
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.fill("input[name=username]", username);
  await page.fill("input[name=password]", `${username}-demo`);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** By link, through the sign-in, to the page that asks why. */
async function come(
  page: Page,
  username: string,
  link = "/launch/vault-console",
  world = demo,
): Promise<void> {
  await page.goto(`${world.world.origin}${link}`);
  await signIn(page, username);
  await page.waitForSelector("h1");
}

async function ask(page: Page, reason = REASON): Promise<string> {
  await page.fill("#reason", reason);
  await page.click("button[type=submit]");
  await page.waitForSelector("#waiting");
  return await page.inputValue("#link");
}

async function answer(page: Page, verdict: "Approve" | "Refuse", comment = ""): Promise<void> {
  await page.fill("#comment", comment);
  await page.getByRole("button", { name: verdict }).click();
  await page.waitForSelector("[role=status]");
}

async function streams(page: Page): Promise<void> {
  await page.waitForSelector("[data-testid=fleet]", ROUNDS);
  expect(await page.textContent("[data-testid=fleet]")).toContain("sg-vault-ireland");
}

/** In both colours, on a phone and at a desk. */
async function picture(page: Page, name: string): Promise<void> {
  if (!ARE_PICTURES_KEPT) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [place, width] of [["phone", 360] as const, ["desk", 1280] as const]) {
      await page.setViewportSize({ width, height: 800 });
      await keepPicture(page, `${name}-${place}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** No violation, in both colours and on a phone, where nothing is cut off. */
async function isFitToRead(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await picture(page, name);
}

describe("an application that somebody must approve", () => {
  it("opens by itself, deep link and all, once a colleague has approved", async () => {
    const lucia = await someone();
    await come(lucia, "lucia", "/launch/vault-console?context=box-12");
    expect(await lucia.textContent("h1")).toBe("Vault console needs an approval");
    await isFitToRead(lucia, "ask");
    const link = await ask(lucia);
    expect(await lucia.textContent("h1")).toBe("Waiting for an approval of Vault console");
    await isFitToRead(lucia, "waiting");

    // Marta is not signed in: the link outlives the sign-in.
    const marta = await someone();
    await marta.goto(link);
    await signIn(marta, "marta");
    await marta.waitForSelector("h1");
    expect(await marta.textContent("h1")).toBe("Lucía Fernández asks for Vault console");
    const facts = await marta.textContent("dl");
    for (const fact of [REASON, "lucia.fernandez@northwind.example", "box-12", "2 hours"]) {
      expect(facts).toContain(fact);
    }
    await isFitToRead(marta, "decide");
    await answer(marta, "Approve", "Go ahead, call me afterwards");
    expect(await marta.textContent("[role=status]")).toBe("This request was approved.");
    await isFitToRead(marta, "decided");

    await streams(lucia);
    const told = demo.events.filter((event) => event.event.startsWith("approval_"));
    expect(told).toMatchObject([
      { event: "approval_requested", application: "vault-console", reason: REASON, approver: null },
      { event: "approval_granted", comment: "Go ahead, call me afterwards" },
    ]);
    const launched = demo.events.findLast((event) => event.event === "launch");
    const [, granted] = told as [unknown, { approver: unknown; approvalId: string }];
    expect(launched).toMatchObject({
      outcome: "url_created",
      approval: { id: granted.approvalId, approver: granted.approver },
    });
    // And again, without asking: the approval lasts.
    await lucia.goto(`${demo.world.origin}/launch/vault-console`);
    await streams(lucia);
    expect(complaints).toEqual([]);
  });

  it("does the same without JavaScript", async () => {
    const hugo = await someone({ javaScriptEnabled: false });
    await come(hugo, "hugo");
    const link = await ask(hugo);
    const marta = await someone({ javaScriptEnabled: false });
    await come(marta, "marta", link.slice(demo.world.origin.length));
    await answer(marta, "Approve");
    await streams(hugo);
  });

  it("lets nobody approve themselves, however they ask", async () => {
    const marta = await someone();
    await come(marta, "marta");
    const link = await ask(marta);
    await marta.goto(link);
    expect(await marta.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await marta.evaluate(`{
      const form = document.createElement("form");
      form.method = "post";
      form.action = location.pathname;
      form.innerHTML = "<input name=verdict value=approved>";
      document.body.append(form);
      form.submit();
    }`);
    await marta.waitForSelector("text=Somebody else has to decide this");
    await isFitToRead(marta, "own");
    await marta.goto(`${demo.world.origin}/launch/vault-console`);
    expect(await marta.textContent("h1")).toBe("Vault console needs an approval");
    // Asked once more, it is the same request.
    expect(await ask(marta, "another reason altogether")).toBe(link);
  });

  it("is told who refused it and why, and may ask again", async () => {
    const world = await startDemoWorld();
    try {
      const lucia = await someone();
      await come(lucia, "lucia", "/launch/vault-console", world);
      await ask(lucia);
      const hugo = await someone();
      await come(hugo, "hugo", "/approvals", world);
      await hugo.goto(`${world.world.origin}/approvals`);
      await isFitToRead(hugo, "list");
      await hugo.getByRole("link", { name: "Vault console" }).click();
      await answer(hugo, "Refuse", "Not at night");
      await lucia.waitForSelector("text=was not approved", ROUNDS);
      expect(await lucia.textContent("dl")).toContain("Not at night");
      await isFitToRead(lucia, "refused");
      await lucia.getByRole("link", { name: "Ask again" }).click();
      await lucia.waitForSelector("#reason");
      expect(complaints).toEqual([]);
    } finally {
      await world.world.stop();
    }
  });

  it("closes requests that nobody answered, and answers that come late", async () => {
    const world = await startDemoWorld((policy) => answeredWithin(withOneProvider(policy), 6));
    try {
      const lucia = await someone();
      await come(lucia, "lucia", "/launch/vault-console", world);
      const link = await ask(lucia);
      const marta = await someone();
      await come(marta, "marta", link.slice(world.world.origin.length), world);
      await marta.waitForSelector("#comment");
      await lucia.waitForSelector("text=Nobody answered in time", ROUNDS);
      await isFitToRead(lucia, "expired");
      await marta.getByRole("button", { name: "Approve" }).click();
      await marta.waitForSelector("text=This request is closed");
      await isFitToRead(marta, "over");
      const kinds = world.events.map(({ event }) => event).filter((event) => event.startsWith("approval_"));
      expect(kinds).toEqual(["approval_requested", "approval_expired"]);
    } finally {
      await world.world.stop();
    }
  });

  it("shows a request to nobody whom it does not concern", async () => {
    const marta = await someone();
    await come(marta, "marta", "/approvals");
    await marta.goto(`${demo.world.origin}/approvals`);
    const ana = await someone();
    const link = `${demo.world.origin}/approvals/eu-west-1.AAAAAAAAAAAAAAAAAAAAAA`;
    await come(ana, "ana", link.slice(demo.world.origin.length));
    const unknown = await ana.textContent("main p");
    const lucia = await someone();
    await come(lucia, "lucia", "/launch/treasury");
    const real = demo.events.findLast((event) => event.event === "approval_requested");
    expect(real).toBeDefined();
    await ana.goto(`${demo.world.origin}/approvals/${(real as { approvalId: string }).approvalId}`);
    expect(await ana.textContent("main p")).toBe(unknown);
  });

  it("takes what people write for text, and nothing else", async () => {
    const world = await startDemoWorld();
    try {
      const lucia = await someone();
      await come(lucia, "lucia", "/launch/vault-console", world);
      const hostile = `"><img src=x onerror="document.title='gone'"><script>document.title="gone"</script>`;
      const link = await ask(lucia, hostile);
      const marta = await someone();
      await come(marta, "marta", link.slice(world.world.origin.length), world);
      expect(await marta.textContent("dd.quote")).toBe(hostile);
      await marta.goto(`${world.world.origin}/approvals`);
      expect(await marta.textContent("main .quote")).toBe(hostile);
      expect(await marta.title()).toBe("Approvals · Northwind Bank");
      expect(complaints).toEqual([]);
    } finally {
      await world.world.stop();
    }
  });

  it("is asked for, and answered, by the keyboard alone", async () => {
    const world = await startDemoWorld();
    try {
      const lucia = await someone();
      await come(lucia, "lucia", "/launch/vault-console", world);
      await tabTo(lucia, "textarea");
      await lucia.keyboard.type("short");
      await tabTo(lucia, "button");
      await lucia.keyboard.press("Enter");
      await lucia.waitForSelector("[role=alert]");
      expect(await lucia.inputValue("#reason")).toBe("short");
      expect(await lucia.evaluate("document.activeElement.id")).toBe("reason");
      await isFitToRead(lucia, "fault");
      await lucia.keyboard.press("End");
      await lucia.keyboard.type(", yet long enough by now");
      await tabTo(lucia, "button");
      await lucia.keyboard.press("Enter");
      await lucia.waitForSelector("#waiting");
      const link = await lucia.inputValue("#link");
      const marta = await someone();
      await come(marta, "marta", link.slice(world.world.origin.length), world);
      await tabTo(marta, "textarea");
      await tabTo(marta, "button");
      expect(await marta.textContent(":focus")).toBe("Approve");
      await marta.keyboard.press("Enter");
      await marta.waitForSelector("text=This request was approved.");
      await streams(lucia);
    } finally {
      await world.world.stop();
    }
  });

  it.each(["es", "pt", "de", "tr"])("speaks to its people in %s", async (locale) => {
    const world = await startDemoWorld();
    try {
      const lucia = await someone({ locale });
      await come(lucia, "lucia", "/launch/vault-console", world);
      await isFitToRead(lucia, `ask-${locale}`);
      const link = await ask(lucia);
      await isFitToRead(lucia, `waiting-${locale}`);
      const marta = await someone({ locale });
      await come(marta, "marta", link.slice(world.world.origin.length), world);
      await isFitToRead(marta, `decide-${locale}`);
      expect(await marta.textContent("main")).not.toContain("Approve");
    } finally {
      await world.world.stop();
    }
  });
});

async function tabTo(page: Page, tag: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate(
      `document.activeElement.tagName.toLowerCase() === ${JSON.stringify(tag)} && document.activeElement.id !== "copy"`,
    );
    if (isThere) return;
  }
  throw new Error(`the keyboard does not reach a ${tag}`);
}

/** Shorter than any policy may say. */
function answeredWithin(policy: Policy, requestSeconds: number): Policy {
  const vault = policy.applications["vault-console"];
  if (!vault?.approval) throw new Error("the demo policy has no approval");
  const changed = { ...vault, approval: { ...vault.approval, requestSeconds } };
  return { ...policy, applications: { ...policy.applications, "vault-console": changed } };
}
