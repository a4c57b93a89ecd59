import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  aLaunch,
  answerLaunch,
  answerRefused,
  type LauncherBroker,
  startLauncherBroker,
} from "../support/launcher-broker.ts";
import { LauncherStage } from "../support/launcher-stage.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"];

interface Visit {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

let broker: LauncherBroker;
let application: Server;
let origin: string;
let visits: Visit[];
/** Told when the page's script reports what it sees. */
let onReport: (report: string) => void;
let stage: LauncherStage;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`No Chromium at ${CHROMIUM}: apt-get install chromium`);
  broker = await startLauncherBroker();
  // What a script can see of the cookies, then a window that closes itself, as a person would.
  const page = `<script>fetch("/report?" + encodeURIComponent(document.cookie)).then(() => setTimeout(() => window.close(), 500))</script>`;
  application = createServer(({ url = "", headers }, response) => {
    visits.push({ url, headers });
    if (url.startsWith("/report")) onReport(url);
    response.setHeader("content-type", "text/html").end(page);
  });
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(application.address() as AddressInfo).port}`;
});
afterAll(async () => {
  stage?.remove();
  await broker?.stop();
  application?.closeAllConnections();
  application?.close();
});
beforeEach(() => {
  stage?.remove();
  visits = [];
  onReport = () => undefined;
  stage = new LauncherStage(broker.url);
  stage.configure({
    applications: { portal: { browser: CHROMIUM, origins: [origin] } },
    pageBrowser: CHROMIUM,
    browserArguments: FLAGS,
  });
  broker.answerWith(answerLaunch(aPortalLaunch()));
});

function aPortalLaunch(cookie: Readonly<Record<string, unknown>> = {}) {
  const session = {
    name: "session",
    value: "ey.token.x",
    domain: "127.0.0.1",
    path: "/",
    secure: true,
    httpOnly: true,
    sameSite: "Lax",
    expires: Math.floor(Date.now() / 1000) + 300,
    ...cookie,
  };
  const browser = { url: `${origin}/open/invoice%2F4711?from=portal`, cookies: [session] };
  return aLaunch({ application: "portal", arguments: [], environment: {}, browser: browser as never });
}

interface BrowserProcess {
  readonly commandLine: string;
  readonly listensOn: readonly string[];
}

/** Every process that names the browser's profile, with the sockets it listens on (proc(5): state 0A is LISTEN). */
function browserProcesses(): readonly BrowserProcess[] {
  const listening = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row[3] === "0A")
    .map((row) => `socket:[${row[9]}]`);
  return readdirSync("/proc").flatMap((name) => {
    try {
      const commandLine = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      if (!commandLine.includes("streamgate-browser-")) return [];
      const open = readdirSync(`/proc/${name}/fd`).map((one) => readlinkSync(`/proc/${name}/fd/${one}`));
      return [{ commandLine, listensOn: open.filter((file) => listening.includes(file)) }];
    } catch {
      // No process, or one that has ended meanwhile.
      return [];
    }
  });
}

describe("the launcher with Chromium", () => {
  it("opens the deep link with the cookie on the first request, out of the page's sight", async () => {
    const reported = new Promise<string>((resolve) => {
      onReport = resolve;
    });
    const { exitCode, events } = await stage.launch();
    expect(visits[0]?.url).toBe("/open/invoice%2F4711?from=portal");
    expect(visits[0]?.headers.cookie).toBe("session=ey.token.x");
    expect(await reported).toBe("/report?");
    expect(exitCode).toBe(0);
    expect(events.map(({ event }) => event)).toEqual(["application_started", "application_ended"]);
  });

  it("has no debugging port, and no secret on a command line", async () => {
    let processes: readonly BrowserProcess[] = [];
    let profiles: readonly string[] = [];
    onReport = () => {
      processes = browserProcesses();
      profiles = readdirSync(join(stage.folder, "temporary"), { recursive: true, encoding: "utf8" });
    };
    await stage.launch();
    expect(processes.length).toBeGreaterThan(1);
    expect(processes.map(({ commandLine }) => commandLine).join("\n")).not.toMatch(
      /ey\.token\.x|remote-debugging-port|invoice|v1\.eu-west-1/,
    );
    expect(processes.flatMap(({ listensOn }) => listensOn)).toEqual([]);
    expect(profiles.filter((name) => name.includes("DevToolsActivePort"))).toEqual([]);
  });

  it("leaves no profile and no cookie behind when the window is closed", async () => {
    await stage.launch();
    expect(readdirSync(join(stage.folder, "temporary"))).toEqual([]);
  });

  it("opens no address where the browser drops a cookie that is over already", async () => {
    broker.answerWith(answerLaunch(aPortalLaunch({ expires: 1_000 })));
    stage.configure({
      applications: { portal: { browser: CHROMIUM, origins: [origin] } },
      browserArguments: FLAGS,
    });
    const { exitCode, events } = await stage.launch();
    expect(exitCode).toBe(18);
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ["launch_failed", "cookie_refused"],
      ["page_shown", "cookie_refused"],
    ]);
    expect(visits).toEqual([]);
  });

  it("shows the page for a spent handle, and leaves nothing behind when the session ends over it", async () => {
    broker.answerWith(answerRefused);
    const temporary = join(stage.folder, "temporary");
    let page = "";
    const read = () => {
      const folder = readdirSync(temporary).find((name) => name.startsWith("streamgate-page-"));
      page = readFileSync(join(temporary, folder ?? "", "page.html"), "utf8");
    };
    const { events } = await stage.launch({}, [], { said: "page_shown", run: read });
    expect(events.map(({ event }) => event)).toEqual(["launch_failed", "page_shown"]);
    expect(page).toContain("<h1>This start is over</h1>");
    expect(visits).toEqual([]);
    expect(readdirSync(temporary, { recursive: true })).toEqual([]);
    expect(browserProcesses()).toEqual([]);
  });
});
