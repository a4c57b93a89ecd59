import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBrowser } from "../../../image/launcher/start-browser.ts";
import { startProgram } from "../../../image/launcher/start-program.ts";
import {
  aLaunch,
  answerLaunch,
  answerRefused,
  type LauncherBroker,
  startLauncherBroker,
} from "../../support/launcher-broker.ts";
import { LauncherStage } from "../../support/launcher-stage.ts";
import { eventsOf, startLauncher } from "./launcher-process.ts";

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
});

const LONG_PROGRAM = "setInterval(() => undefined, 1000);";

/** Ends the launcher `times` times once the broker has the request, which is answered a second later. */
async function endedDuringRedemption(answer: typeof answerRefused, times = 1): Promise<number | null> {
  let onRequest = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    onRequest = resolve;
  });
  broker.answerWith((...request) => {
    onRequest();
    setTimeout(() => answer(...request), 1_000);
  });
  const { child, ended } = startLauncher(stage);
  await asked;
  for (let sent = 0; sent < times; sent += 1) child.kill("SIGTERM");
  return await ended;
}

describe("the end of the session during the redemption", () => {
  it("starts no program", async () => {
    expect(await endedDuringRedemption(answerLaunch(aLaunch()))).toBe(19);
    expect(stage.program()).toBeUndefined();
    expect(eventsOf(stage)).toEqual([
      ["launch_failed", "session_ended"],
      ["page_not_shown", "session_ended"],
    ]);
  });

  it("starts no browser, and leaves no folder", async () => {
    const browser = { url: "https://treasury.example/", cookies: [] };
    const launch = aLaunch({ application: "portal", arguments: [], environment: {}, browser });
    expect(await endedDuringRedemption(answerLaunch(launch), 2)).toBe(19);
    expect(stage.browser()).toBeUndefined();
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });

  it("opens no page about a refusal", async () => {
    await endedDuringRedemption(answerRefused);
    expect(stage.page()).toBeUndefined();
  });
});

describe("a start after the end of the session", () => {
  const ended = { ok: false, error: { reason: "session_ended" } };

  it("is none of a program", async () => {
    const [script = "", file = ""] = stage.configuration().applications.treasury.arguments;
    const order = { kind: "program", program: process.execPath, arguments: [script, file] } as const;
    expect(await startProgram({ ...order, environment: {} }, {}, AbortSignal.abort())).toEqual(ended);
    expect(stage.program()).toBeUndefined();
  });

  it("is none of a browser", async () => {
    const executable = stage.configuration().pageBrowser;
    const order = { executable, flags: [], url: "https://treasury.example/", cookies: [] };
    expect(await startBrowser(order, {}, AbortSignal.abort())).toEqual(ended);
    expect(stage.browser()).toBeUndefined();
  });
});

describe("the end of the session while the program runs", () => {
  it("ends it and says so", async () => {
    const program = { program: process.execPath, arguments: [join(stage.folder, "long.cjs")] };
    writeFileSync(join(stage.folder, "long.cjs"), LONG_PROGRAM);
    stage.configure({ applications: { treasury: program } });
    broker.answerWith(answerLaunch(aLaunch({ arguments: [], environment: {} })));
    const { child, ended } = startLauncher(stage);
    child.stderr.once("data", () => child.kill("SIGTERM"));
    expect(await ended).toBe(0);
    expect(eventsOf(stage).map(([event]) => event)).toEqual(["application_started", "application_ended"]);
  });
});
