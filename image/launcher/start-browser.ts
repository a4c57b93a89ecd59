/**
 * Starts the browser with a profile of its own and no window, puts the cookies in, and only then opens the address.
 * Invariants: no debugging port; the pipe stays in this process, which ends with the browser; profile and cookies are
 * gone from the disk when it has ended; an address is opened only if every cookie is in.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { PlacedCookie } from "./answer.ts";
import { childEnvironment } from "./child-environment.ts";
import { type DevtoolsPipe, openDevtoolsPipe } from "./devtools-pipe.ts";
import type { Fault } from "./fault.ts";
import { makePrivateFolder, removePrivateFolder } from "./private-folder.ts";
import { putCookies } from "./put-cookies.ts";
import { err, ok, type Result } from "./result.ts";
import type { Variables } from "./session-facts.ts";
import type { Started } from "./start-program.ts";
import { closeWithLastPage } from "./watch-pages.ts";

export interface BrowserOrder {
  readonly executable: string;
  /** The image's own flags, checked by the configuration. */
  readonly flags: readonly string[];
  readonly url: string;
  readonly cookies: readonly PlacedCookie[];
}

/** The first start on a fresh instance reads the whole browser from a disk that is still being filled. */
const START_MILLISECONDS = 60_000;
const CALL_MILLISECONDS = 10_000;
const CLOSE_MILLISECONDS = 3_000;

export async function startBrowser(
  { executable, flags, url, cookies }: BrowserOrder,
  inherited: Variables,
  signal: AbortSignal,
): Promise<Result<Started, Fault>> {
  // A signal that is over tells nobody any more.
  if (signal.aborted) return err({ reason: "session_ended" });
  const made = makePrivateFolder("browser");
  if (!made.ok) return made;
  const profile = made.value;
  let child: ChildProcess;
  try {
    child = spawn(executable, browserArguments(profile, flags), {
      shell: false,
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      env: childEnvironment(inherited, {}),
    });
  } catch (cause) {
    // Node tells some errors of the system at once and others by an event.
    removePrivateFolder(profile);
    return err({ reason: "browser_failed", detail: (cause as NodeJS.ErrnoException).code ?? "unknown" });
  }
  const ended = endOf(child, profile);
  if (!(await isSpawned(child))) return err({ reason: "browser_missing", detail: "not startable" });

  const devtools = openDevtoolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  // Asked to close, it clears up after itself; a signal would leave files of its own in the temporary folder.
  const close = async (): Promise<void> => {
    await devtools.call("Browser.close", {}, CLOSE_MILLISECONDS);
    setTimeout(() => child.kill("SIGKILL"), CLOSE_MILLISECONDS).unref();
  };
  signal.addEventListener("abort", () => void close(), { once: true });
  if (signal.aborted) void close();
  const fault = await openAddress(devtools, url, cookies);
  if (fault === undefined) return ok({ ended });
  await close();
  await ended;
  return err(signal.aborted ? { reason: "session_ended" } : fault);
}

function browserArguments(profile: string, flags: readonly string[]): readonly string[] {
  return [
    "--remote-debugging-pipe",
    `--user-data-dir=${profile}`,
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-breakpad",
    // A key ring would ask for a password that nobody on an instance has.
    "--password-store=basic",
    ...flags,
  ];
}

async function openAddress(
  devtools: DevtoolsPipe,
  url: string,
  cookies: readonly PlacedCookie[],
): Promise<Fault | undefined> {
  const isReady = await devtools.call("Browser.getVersion", {}, START_MILLISECONDS);
  if (isReady === undefined) return { reason: "browser_failed", detail: "no answer on the pipe" };
  if (!(await putCookies(devtools, cookies, CALL_MILLISECONDS))) return { reason: "cookie_refused" };
  await closeWithLastPage(devtools, CALL_MILLISECONDS);
  const opened = await devtools.call("Target.createTarget", { url, newWindow: true }, CALL_MILLISECONDS);
  return opened === undefined ? { reason: "browser_failed", detail: "no window" } : undefined;
}

async function isSpawned(child: ChildProcess): Promise<boolean> {
  return await new Promise((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
}

async function endOf(child: ChildProcess, profile: string): Promise<number | null> {
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(null));
  });
  removePrivateFolder(profile);
  return exitCode;
}
