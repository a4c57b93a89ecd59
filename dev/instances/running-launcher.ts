/** The launcher in a process of its own, by what its log says: started, ended, or why nothing was. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LAUNCHER } from "./window.ts";

/** Asked to end, it closes the browser first; what takes longer than this is ended. */
const END_MILLISECONDS = 5_000;

interface LauncherNews {
  readonly state: "starting" | "started" | "ended" | "refused";
  readonly reason?: string | undefined;
  readonly reference?: string | undefined;
}

export interface LauncherOrder {
  readonly folder: string;
  readonly applicationId: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onEvent: (event: Readonly<Record<string, unknown>>) => void;
}

export interface RunningLauncher {
  news(): LauncherNews;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

export function startLauncher({
  folder,
  applicationId,
  environment,
  onEvent,
}: LauncherOrder): RunningLauncher {
  const words = [LAUNCHER, "--application", applicationId, "--config", join(folder, "launcher.json")];
  const child = spawn(process.execPath, words, {
    shell: false,
    env: { ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let news: LauncherNews = { state: "starting" };
  createInterface({ input: child.stderr }).on("line", (line) => {
    const event = readEvent(line);
    if (event === undefined) return;
    onEvent(event);
    news = newsAfter(news, event);
  });
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => {
      if (news.state === "starting") news = { state: "refused", reason: "launcher_ended" };
      resolve();
    });
  });
  return {
    news: () => news,
    async stop() {
      child.kill();
      const timer = setTimeout(() => child.kill("SIGKILL"), END_MILLISECONDS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function readEvent(line: string): Readonly<Record<string, unknown>> | undefined {
  // Node's own warnings go the same way.
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function newsAfter(
  before: LauncherNews,
  { event, reason, reference }: Readonly<Record<string, unknown>>,
): LauncherNews {
  if (event === "application_started") return { state: "started" };
  if (event === "application_ended") return { state: "ended" };
  if (event === "launch_failed") {
    return { state: "refused", reason: String(reason), reference: reference ? String(reference) : undefined };
  }
  return before;
}
