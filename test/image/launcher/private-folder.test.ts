import {
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makePrivateFolder, removeLeftFolders } from "../../../image/launcher/private-folder.ts";

const NOW = Date.now();
const TWO_DAYS_AGO = new Date(NOW - 2 * 86_400_000);
/** Beyond the largest number a system gives to a process. */
const NOBODY = "2147483647";

let temporary: string;
const before = process.env.TMPDIR;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "private-folder-"));
  process.env.TMPDIR = temporary;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(temporary, { recursive: true, force: true });
});

function aFolder(name: string, owner: string | undefined, age = new Date(NOW)): string {
  const folder = join(temporary, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "Cookies"), "session");
  if (owner !== undefined) writeFileSync(join(folder, "launcher.pid"), owner);
  utimesSync(folder, age, age);
  return folder;
}

describe("makePrivateFolder", () => {
  it("makes one that nobody else can read and that names this process", () => {
    const made = makePrivateFolder("browser");
    const folder = made.ok ? made.value : "";
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, "launcher.pid"), "utf8")).toBe(String(process.pid));
    removeLeftFolders(NOW + 10 * 86_400_000);
    expect(existsSync(folder)).toBe(true);
  });

  it("says which error keeps it from one", () => {
    process.env.TMPDIR = join(temporary, "absent");
    expect(makePrivateFolder("page")).toEqual({
      ok: false,
      error: { reason: "browser_failed", detail: "no temporary folder (ENOENT)" },
    });
  });
});

describe("removeLeftFolders", () => {
  it("removes those whose launcher is gone, and old ones that name nobody", () => {
    aFolder("streamgate-browser-aB3dE6", NOBODY);
    aFolder("streamgate-page-aB3dE6", NOBODY);
    aFolder("streamgate-browser-old000", undefined, TWO_DAYS_AGO);
    aFolder("streamgate-browser-odd000", "-1", TWO_DAYS_AGO);
    removeLeftFolders(NOW);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("leaves those of a launcher that lives, however old, and young ones that name nobody", () => {
    aFolder("streamgate-browser-live00", String(process.pid), TWO_DAYS_AGO);
    aFolder("streamgate-page-young0", undefined);
    aFolder("streamgate-page-zero00", "0");
    removeLeftFolders(NOW);
    expect(readdirSync(temporary)).toHaveLength(3);
  });

  it("leaves links, files and folders of other names", () => {
    const elsewhere = aFolder("elsewhere", NOBODY, TWO_DAYS_AGO);
    const link = join(temporary, "streamgate-browser-link00");
    symlinkSync(elsewhere, link);
    lutimesSync(link, TWO_DAYS_AGO, TWO_DAYS_AGO);
    const file = join(temporary, "streamgate-page-file00");
    writeFileSync(file, NOBODY);
    utimesSync(file, TWO_DAYS_AGO, TWO_DAYS_AGO);
    aFolder("streamgate-other-aB3dE6", NOBODY, TWO_DAYS_AGO);
    aFolder("streamgate-browser-aB3dE6.kept", NOBODY, TWO_DAYS_AGO);
    removeLeftFolders(NOW);
    expect(readdirSync(temporary)).toHaveLength(5);
    expect(readFileSync(join(elsewhere, "Cookies"), "utf8")).toBe("session");
  });

  it("takes nothing from inside a link in a folder that it removes", () => {
    const elsewhere = aFolder("elsewhere", undefined);
    symlinkSync(elsewhere, join(aFolder("streamgate-browser-aB3dE6", NOBODY), "link"));
    removeLeftFolders(NOW);
    expect(readdirSync(temporary)).toEqual(["elsewhere"]);
    expect(readdirSync(elsewhere)).toEqual(["Cookies"]);
  });

  it("is content with a temporary folder that cannot be read", () => {
    process.env.TMPDIR = join(temporary, "absent");
    expect(() => removeLeftFolders(NOW)).not.toThrow();
  });
});
