/**
 * A display of X without a monitor, for one session: Xvfb on a number that it chooses, without TCP, with a cookie of its
 * own, and with its screen in a file that can be read as a picture.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { authorityFile } from "./authority.ts";
import { encodePng } from "./png.ts";
import { readWindowDump } from "./xwd.ts";

const PROGRAM = "Xvfb";
const START_MILLISECONDS = 10_000;
const COOKIE_BYTES = 16;

export interface Display {
  /** What a program needs to draw on it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined until something can be read. */
  picture(): Buffer | undefined;
  stop(): void;
}

export function isXvfbInstalled(): boolean {
  return spawnSync(PROGRAM, ["-help"], { stdio: "ignore" }).error === undefined;
}

/** `folder` must exist and be ours alone. Rejects where Xvfb does not say its number in ten seconds. */
export async function startDisplay(folder: string, width: number, height: number): Promise<Display> {
  const authority = join(folder, "authority");
  const frames = join(folder, "frames");
  mkdirSync(frames, { mode: 0o700 });
  writeFileSync(authority, authorityFile(randomBytes(COOKIE_BYTES)), { mode: 0o600 });
  const size = `${width}x${height}x24`;
  const words = ["-displayfd", "3", "-screen", "0", size, "-fbdir", frames, "-auth", authority];
  const child = spawn(PROGRAM, [...words, "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await displayNumber(child).catch((cause: unknown) => {
    child.kill("SIGKILL");
    throw cause;
  });
  return {
    variables: { DISPLAY: `:${number}`, XAUTHORITY: authority },
    picture: () => readPicture(join(frames, "Xvfb_screen0")),
    stop: () => void child.kill(),
  };
}

async function displayNumber(child: ChildProcess): Promise<number> {
  return await new Promise((resolve, reject) => {
    const fail = (what: string) => () => reject(new Error(`Xvfb ${what}`));
    const timer = setTimeout(fail("did not start in ten seconds"), START_MILLISECONDS);
    child.once("error", fail("cannot be started")).once("exit", fail("ended at its start"));
    let said = "";
    (child.stdio[3] as Readable).on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes("\n")) return;
      clearTimeout(timer);
      resolve(Number(said));
    });
  });
}

function readPicture(file: string): Buffer | undefined {
  try {
    const picture = readWindowDump(readFileSync(file));
    return picture && encodePng(picture.width, picture.height, picture.rgb);
  } catch {
    // Not there yet, or no longer.
    return undefined;
  }
}
