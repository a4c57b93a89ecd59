import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  aLaunch,
  answerLaunch,
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
  const browser = { url: "https://treasury.example/", cookies: [] };
  broker.answerWith(
    answerLaunch(aLaunch({ application: "portal", arguments: [], environment: {}, browser })),
  );
});

describe("what a start leaves behind", () => {
  it("is nothing when nobody reads its output any more", async () => {
    const { child, ended } = startLauncher(stage);
    child.stderr.destroy();
    child.stdout.destroy();
    expect(await ended).toBe(0);
    expect(eventsOf(stage).map(([event]) => event)).toEqual(["application_started", "application_ended"]);
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });

  it("is removed by the next one where its launcher was killed", async () => {
    const left = join(stage.folder, "temporary", "streamgate-browser-aB3dE6");
    mkdirSync(left);
    writeFileSync(join(left, "launcher.pid"), "2147483647");
    await startLauncher(stage).ended;
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });
});

describe("a start that the system refuses", () => {
  it("is a browser that failed, where its interpreter's folder is none", async () => {
    const broken = join(stage.folder, "broken-browser");
    writeFileSync(broken, "#!/etc/passwd/interpreter\n", { mode: 0o755 });
    const portal = { browser: broken, origins: ["https://treasury.example"] };
    stage.configure({ applications: { portal } });
    expect(await startLauncher(stage).ended).toBe(18);
    expect(eventsOf(stage)).toEqual([
      ["launch_failed", "browser_failed"],
      ["page_shown", "browser_failed"],
    ]);
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });

  it("is a page that was not shown, where there is no temporary folder", async () => {
    const { exitCode, events } = await stage.launch({ TMPDIR: join(stage.folder, "absent") });
    expect(exitCode).toBe(18);
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ["launch_failed", "browser_failed"],
      ["page_not_shown", "browser_failed"],
    ]);
  });
});
