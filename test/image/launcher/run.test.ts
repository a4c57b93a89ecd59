import { createHash, createHmac, randomBytes } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  aLaunch,
  answerLaunch,
  answerRefused,
  CONTEXT,
  HANDLE,
  type LauncherBroker,
  startLauncherBroker,
} from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";

let broker: LauncherBroker;
let stage: LauncherStage;

beforeAll(async () => {
  broker = await startLauncherBroker();
});
afterAll(async () => {
  stage?.remove();
  await broker.stop();
});
beforeEach(() => {
  stage?.remove();
  stage = new LauncherStage(broker.url);
  broker.answerWith(answerLaunch(aLaunch()));
});

describe("a launch of a program", () => {
  it("starts it with the image's own arguments first and the broker's behind them", async () => {
    const { exitCode } = await stage.launch();
    expect(exitCode).toBe(0);
    expect(stage.program()?.arguments).toEqual(["--profile=treasury", "--open=FXD-204417"]);
    expect(broker.complaints).toEqual([]);
  });

  it("sends the handle with what AppStream says of the session, and a random attempt", async () => {
    await stage.launch();
    const { path, members } = broker.redeemed.at(-1) ?? {};
    expect(path).toBe("/context/redeem");
    expect(members).toEqual({
      context: CONTEXT,
      attempt: expect.stringMatching(/^[\w-]{32}$/),
      userName: "u-lucia",
      stack: "treasury",
      fleet: "treasury-ireland",
      sessionId: "0f0f0f0f-1111-2222-3333-444444444444",
    });
  });

  it("gives it the declared variable, and neither the context nor credentials nor flags for a browser", async () => {
    await stage.launch({ AWS_SESSION_TOKEN: "t", CHROMIUM_FLAGS: "--x", NODE_OPTIONS: "--no-warnings" });
    const { environment = {} } = stage.program() ?? {};
    expect(environment).toMatchObject({ TREASURY_USER: "u-lucia", AppStream_UserName: "u-lucia" });
    expect(Object.keys(environment).filter((name) => /^(?:AWS|CHROM|NODE)|CONTEXT/.test(name))).toEqual([]);
  });

  it("leaves one line for the start and one for the end, with no handle and no argument", async () => {
    const { events, output } = await stage.launch();
    expect(events).toMatchObject([
      { event: "application_started", launchId: "launch-1", fleet: "treasury-ireland" },
      { event: "application_ended", exitCode: 0 },
    ]);
    for (const secret of [HANDLE, "FXD-204417", "u-lucia", "Lucía"]) {
      expect(output + stage.log()).not.toContain(secret);
    }
    expect(stage.log().trimEnd().split("\n")).toHaveLength(2);
  });

  it("signs with the fleet's key where there is no role", async () => {
    const key = randomBytes(32).toString("base64url");
    const keyFile = join(stage.folder, "fleet.key");
    writeFileSync(keyFile, `${key}\n`);
    stage.configure({ authentication: { keyFile } });
    expect((await stage.launch()).exitCode).toBe(0);
    const { authorization = "", body = "" } = broker.redeemed.at(-1) ?? {};
    const [, fleet, date, signature] =
      /^Streamgate-HMAC-SHA256 Fleet=(\S+), Date=(\d+), Signature=(\S+)$/.exec(authorization) ?? [];
    const digest = createHash("sha256").update(body).digest("hex");
    const expected = createHmac("sha256", key).update(`streamgate-redeem-v1\n${date}\n${digest}`);
    expect(fleet).toBe("treasury-ireland");
    expect(signature).toBe(expected.digest("base64url"));
  });
});

describe("a launch of a browser application", () => {
  const cookie = {
    name: "session",
    value: "ey.J.x",
    domain: "treasury.example",
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    expires: 2_000_000_000,
  } as const;
  const target = { url: "https://treasury.example/open/FXD-204417", cookies: [cookie] };
  beforeEach(() => {
    broker.answerWith(
      answerLaunch(aLaunch({ application: "portal", arguments: [], environment: {}, browser: target })),
    );
  });

  it("puts the cookies in before it opens the address", async () => {
    expect((await stage.launch()).exitCode).toBe(0);
    const { calls = [], flags = [] } = stage.browser() ?? {};
    const methods = calls.map(({ method }) => method);
    expect(methods.indexOf("Storage.setCookies")).toBeLessThan(methods.indexOf("Target.createTarget"));
    expect(calls.at(-1)?.params).toMatchObject({ url: target.url });
    expect(flags).toContain("--remote-debugging-pipe");
    expect(flags.join(" ")).not.toMatch(/ey\.J\.x|treasury\.example|remote-debugging-port/);
  });

  it("leaves no profile behind", async () => {
    await stage.launch();
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });

  it.each(["refuses-cookies", "drops-cookies"])(
    "opens the page and not the address in a browser that %s",
    async (mode) => {
      stage.configure({ browserArguments: [`--stand-in=${mode}`] });
      const { exitCode, events } = await stage.launch();
      expect(exitCode).toBe(18);
      expect(events[0]).toMatchObject({ event: "launch_failed", reason: "cookie_refused" });
      expect(stage.browser()?.calls.map(({ method }) => method)).not.toContain("Target.createTarget");
      expect(stage.page()?.page).toContain("The application is not ready on this computer");
    },
  );

  it("says so where the browser ends before it answers", async () => {
    stage.configure({ browserArguments: ["--stand-in=dies"] });
    const { exitCode, events } = await stage.launch();
    expect(exitCode).toBe(18);
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ["launch_failed", "browser_failed"],
      ["page_not_shown", "browser_failed"],
    ]);
  });
});

describe("a second launch in the same session", () => {
  it("shows the page for a handle that is spent, with the broker's reference", async () => {
    broker.answerWith(answerRefused);
    const { exitCode, events } = await stage.launch();
    expect(exitCode).toBe(14);
    expect(events).toMatchObject([
      { event: "launch_failed", reason: "context_refused", correlationId: "REFU-SED0-0000-0001" },
      { event: "page_shown", reference: "REFU-SED0-0000-0001" },
    ]);
    const { page } = stage.page() ?? {};
    expect(page).toContain("This start is over");
    expect(page).toContain("REFU-SED0-0000-0001");
    expect(page).toContain("+34 900 000 000");
    expect(stage.program()).toBeUndefined();
  });

  it("refuses another application than the one this shortcut is for", async () => {
    const { exitCode, events } = await stage.launch({}, ["--application", "portal"]);
    expect(exitCode).toBe(17);
    expect(events[0]).toMatchObject({ reason: "application_unexpected", detail: "treasury" });
    expect(stage.program()).toBeUndefined();
  });

  it("reads the variable anew at each start", async () => {
    await stage.launch();
    const other = `v1.eu-west-1.${"n".repeat(43)}`;
    await stage.launch({ APPSTREAM_SESSION_CONTEXT: other });
    expect(broker.redeemed.slice(-2).map(({ members }) => members.context)).toEqual([CONTEXT, other]);
  });
});

describe("the page", () => {
  it("speaks the instance's language", async () => {
    broker.answerWith(answerRefused);
    await stage.launch({ LANG: "es_MX.UTF-8" });
    expect(stage.page()?.page).toContain("Este inicio ya no es válido");
  });
});
