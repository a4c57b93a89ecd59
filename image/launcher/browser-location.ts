/** Where Chromium, Chrome and Edge are installed on images of AppStream; a path in the configuration goes first. */
import { accessSync, constants, statSync } from "node:fs";

const LINUX: Readonly<Record<string, readonly string[]>> = {
  chromium: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/lib64/chromium-browser/chromium-browser",
  ],
  chrome: ["/opt/google/chrome/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"],
  edge: ["/opt/microsoft/msedge/microsoft-edge", "/usr/bin/microsoft-edge-stable", "/usr/bin/microsoft-edge"],
};
const WINDOWS: Readonly<Record<string, readonly string[]>> = {
  chromium: ["Chromium\\Application\\chrome.exe"],
  chrome: ["Google\\Chrome\\Application\\chrome.exe"],
  edge: ["Microsoft\\Edge\\Application\\msedge.exe"],
};
/** Not from the environment, which the person can change. */
const WINDOWS_FOLDERS = ["C:\\Program Files", "C:\\Program Files (x86)"];

/** `wanted` is a known name or an absolute path; undefined stands for any that is there. */
export function findBrowser(wanted: string | undefined, platform: NodeJS.Platform): string | undefined {
  const known = platform === "win32" ? onWindows() : LINUX;
  const isName = wanted === undefined || Object.hasOwn(known, wanted);
  const candidates = isName
    ? Object.entries(known).flatMap(([name, files]) => (wanted === undefined || name === wanted ? files : []))
    : [wanted];
  return candidates.find(isProgram);
}

function onWindows(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(WINDOWS).map(([name, ends]) => [
      name,
      WINDOWS_FOLDERS.flatMap((folder) => ends.map((end) => `${folder}\\${end}`)),
    ]),
  );
}

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Absent or not to be run: for us the same.
    return false;
  }
}
