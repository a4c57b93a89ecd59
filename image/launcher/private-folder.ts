/**
 * Folders of the launcher's own in the temporary folder: a browser's profile, the page. Each names the process that
 * made it, so that a later start can remove what a launcher that was killed has left, cookies among it.
 * Invariant: what is removed is a real folder of this very user, under this launcher's names, whose launcher is gone.
 */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "./fault.ts";
import { err, ok, type Result } from "./result.ts";

const NAME = /^streamgate-(?:browser|page)-[A-Za-z0-9]{6}$/;
const OWNER_FILE = "launcher.pid";
const PROCESS_ID = /^[1-9]\d{0,9}$/;
/** For a folder that names nobody: the launcher that made it may have ended between two lines, or be at work there. */
const STALE_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Nobody else can read it. */
export function makePrivateFolder(kind: "browser" | "page"): Result<string, Fault> {
  let folder: string | undefined;
  try {
    // mkdtemp makes it 0700.
    folder = mkdtempSync(join(tmpdir(), `streamgate-${kind}-`));
    writeFileSync(join(folder, OWNER_FILE), String(process.pid), { mode: 0o600 });
    return ok(folder);
  } catch (cause) {
    if (folder !== undefined) removePrivateFolder(folder);
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    return err({ reason: "browser_failed", detail: `no temporary folder (${code})` });
  }
}

export function removePrivateFolder(folder: string): void {
  try {
    // Processes of the browser may write for a moment longer.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch {
    // Windows may hold a file for longer than that; the next start removes it, or the instance goes with the session.
  }
}

/** Best effort: whatever cannot be read or removed stays, and keeps nobody from the application. */
export function removeLeftFolders(nowMilliseconds: number): void {
  const temporary = tmpdir();
  const names = attempt(() => readdirSync(temporary)) ?? [];
  for (const folder of names.filter((name) => NAME.test(name)).map((name) => join(temporary, name))) {
    if (attempt(() => isLeft(folder, nowMilliseconds)) === true) {
      attempt(() => rmSync(folder, { recursive: true, force: true }));
    }
  }
}

function isLeft(folder: string, nowMilliseconds: number): boolean {
  // Not followed: a link of somebody else's must not decide what is removed.
  const status = lstatSync(folder);
  // Windows has no such number, and a temporary folder for each user.
  const user = process.getuid?.() ?? status.uid;
  if (!status.isDirectory() || status.uid !== user) return false;
  const owner = attempt(() => readFileSync(join(folder, OWNER_FILE), "utf8")) ?? "";
  if (PROCESS_ID.test(owner)) return !isAlive(Number(owner));
  return nowMilliseconds - status.mtimeMs > STALE_MILLISECONDS;
}

/** Also for another program that has got its number since: then the folder stays for a while. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    // Absent, or not ours to touch.
    return undefined;
  }
}
