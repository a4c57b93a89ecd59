/** The launcher on a stage as a process that a test holds in its hand, to signal it or to close what it writes to. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { LauncherStage } from "../../support/launcher-stage.ts";

const MAIN = fileURLToPath(new URL("../../../image/launcher/main.ts", import.meta.url));

export interface LauncherProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<number | null>;
}

export function startLauncher(stage: LauncherStage): LauncherProcess {
  const { folder } = stage;
  const child = spawn(process.execPath, [MAIN, "--config", join(folder, "launcher.json")], {
    env: {
      HOME: folder,
      TMPDIR: join(folder, "temporary"),
      LANG: "en_GB.UTF-8",
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_CONFIG_FILE: join(folder, "no-config"),
      ...stage.variables(),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

/** What is in the stage's log file, one event a line. */
export function eventsOf(stage: LauncherStage): readonly (readonly unknown[])[] {
  const lines = stage.log().split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line)).map(({ event, reason }) => [event, reason]);
}
