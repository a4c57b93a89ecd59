/**
 * Which browser stands on the emulated instances: Chromium where it is installed, on a display of its own or without
 * one, and else a stand-in that opens the address with the cookies and notes the heading.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../../image/launcher/browser-location.ts";

export type WindowKind = "screen" | "headless" | "stand-in";

const STAND_IN = new URL("./stand-in-browser.ts", import.meta.url);
export const SCREEN = { width: 1280, height: 720 };

export const WINDOW_NAMES: Readonly<Record<WindowKind, string>> = {
  screen: "Chromium",
  headless: "Chromium without a screen",
  "stand-in": "a stand-in for a browser",
};

export function installedChromium(): string | undefined {
  return process.env.CHROMIUM ?? findBrowser(undefined, process.platform);
}

export interface BrowserOnInstance {
  readonly executable: string;
  readonly flags: readonly string[];
}

/** `folder`: the instance's own, into which the stand-in is put. */
export function browserOnInstance(kind: WindowKind, folder: string): BrowserOnInstance {
  const chromium = kind === "stand-in" ? undefined : installedChromium();
  if (chromium === undefined) {
    const executable = join(folder, "browser");
    // A file that a system starts by itself: the launcher takes no script by its name, and no shell is asked.
    const program = `import(${JSON.stringify(STAND_IN.href)});\n`;
    writeFileSync(executable, `#!${process.execPath}\n${program}`, { mode: 0o755 });
    return { executable, flags: [`--heading-file=${headingFile(folder)}`] };
  }
  const size = `--window-size=${SCREEN.width},${SCREEN.height}`;
  const always = ["--disable-gpu", "--disable-background-networking", size, "--window-position=0,0"];
  const ofKind = kind === "headless" ? ["--headless"] : [];
  // Chromium's sandbox refuses root, whom a container has and an instance never.
  const ofRoot = process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : [];
  return { executable: chromium, flags: [...always, ...ofKind, ...ofRoot] };
}

export function headingFile(folder: string): string {
  return join(folder, "heading.txt");
}

/** Of the launcher, which the world runs as it stands in the repository. */
export const LAUNCHER = fileURLToPath(new URL("../../image/launcher/main.ts", import.meta.url));
