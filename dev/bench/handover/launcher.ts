/**
 * From the start of a stream to the first byte of the application's page: the launcher as it lies in an image, redeeming
 * and putting the cookie in, beside Chromium alone with the same flags and the address on its command line, by turns.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startApiGateway } from "../../api-gateway/server.ts";
import { bundleLauncher } from "../../build/bundle-launcher.ts";
import { instanceEnvironment, instanceFolder } from "../../instances/instance-folder.ts";
import { browserOnInstance, installedChromium } from "../../instances/window.ts";
import { closeServer, listenOnLoopback } from "../../loopback.ts";
import { createInstanceRoles } from "../../world/instance-roles.ts";
import { ROOT } from "../build-variant.ts";
import { median } from "../statistics.ts";
import { ROLE } from "./handover-policy.ts";
import { HOME, SESSION, startHandoverStage } from "./stage.ts";

export interface LauncherFigures {
  readonly aloneMilliseconds: number;
  readonly launcherMilliseconds: number;
}

const ENTRY = fileURLToPath(new URL("image/launcher/main.ts", ROOT));
const DEADLINE_MILLISECONDS = 60_000;

/** Undefined where no Chromium is installed. */
export async function measureLauncher(
  directory: string,
  starts: number,
): Promise<LauncherFigures | undefined> {
  if (installedChromium() === undefined) return undefined;
  const bundle = join(directory, "launcher.cjs");
  await bundleLauncher({ entry: ENTRY, outfile: bundle });
  let onVisit: (hasCookie: boolean) => void = () => undefined;
  const application = createServer(({ url, headers }, response) => {
    response.end("<h1>Desk</h1>");
    if (url === "/desk") onVisit(headers.cookie !== undefined);
  });
  const origin = `http://127.0.0.1:${await listenOnLoopback(application, 0)}`;
  const stage = await startHandoverStage(directory, origin);
  const roles = createInstanceRoles();
  const handler = stage.functions.get(HOME);
  if (handler === undefined) throw new Error("the home Region has no function");
  const authorizer = { region: HOME, callerOf: roles.callerOf };
  const broker = await startApiGateway({
    port: 0,
    routes: [{ routeKey: "POST /context/redeem", handler, authorizer }],
  });
  const folder = instanceFolder({
    ...{ endpoints: { [HOME]: broker.origin }, credentials: roles.credentialsOf(ROLE) },
    ...{ applicationId: "desk", origins: [origin], window: "headless" },
  });
  const browser = browserOnInstance("headless", folder);

  /** Milliseconds until the page was asked for; the process is ended then, and waited for. */
  const timed = async (
    words: readonly string[],
    variables: Readonly<Record<string, string>>,
    wanted: boolean,
  ) => {
    const [program = "", ...rest] = words;
    const visited = new Promise<boolean>((resolve, reject) => {
      onVisit = resolve;
      setTimeout(reject, DEADLINE_MILLISECONDS, new Error("no page was asked for")).unref();
    });
    const began = performance.now();
    const child = spawn(program, rest, { env: { ...variables }, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    try {
      const hadCookie = await visited;
      if (hadCookie !== wanted) throw new Error("the page was not asked for as it should be");
      return performance.now() - began;
    } finally {
      child.kill();
      await ended;
    }
  };
  try {
    const [alone, launched]: [number[], number[]] = [[], []];
    const environment = instanceEnvironment(folder);
    // The first start reads both from the disk.
    for (let start = -1; start < starts; start += 1) {
      const profile = mkdtempSync(join(directory, "alone-"));
      const flags = [...browser.flags, `--user-data-dir=${profile}`, "--no-first-run", "--disable-sync"];
      const own = await timed([browser.executable, ...flags, `${origin}/desk`], environment, false);
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      const { context } = await stage.begin();
      const variables = {
        ...{ ...environment, APPSTREAM_SESSION_CONTEXT: context, AppStream_UserName: SESSION.userName },
        ...{ AppStream_Stack_Name: SESSION.stack, AppStream_Resource_Name: SESSION.fleet },
        AppStream_Session_ID: SESSION.sessionId,
      };
      const words = [process.execPath, bundle, "--config", join(folder, "launcher.json")];
      const ours = await timed(words, variables, true);
      if (start < 0) continue;
      alone.push(own);
      launched.push(ours);
    }
    return { aloneMilliseconds: median(alone), launcherMilliseconds: median(launched) };
  } finally {
    await broker.stop();
    await stage.stop();
    await closeServer(application);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
