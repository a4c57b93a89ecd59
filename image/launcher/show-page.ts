/**
 * Opens the page in a browser of its own, from a folder that nobody else can read, and waits until it is closed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Fault } from "./fault.ts";
import { type PageFacts, renderPage } from "./page.ts";
import { makePrivateFolder, removePrivateFolder } from "./private-folder.ts";
import { err, ok, type Result } from "./result.ts";
import type { Variables } from "./session-facts.ts";
import { startBrowser } from "./start-browser.ts";

export interface PageOrder {
  readonly executable: string;
  readonly flags: readonly string[];
  readonly facts: PageFacts;
  /** Told once the page is open. */
  readonly onShown: () => void;
}

export async function showPage(
  { executable, flags, facts, onShown }: PageOrder,
  inherited: Variables,
  signal: AbortSignal,
): Promise<Result<undefined, Fault>> {
  const made = makePrivateFolder("page");
  if (!made.ok) return made;
  const folder = made.value;
  try {
    const file = join(folder, "page.html");
    if (!isWritten(file, renderPage(facts))) return err({ reason: "browser_failed", detail: "no page file" });
    const order = { executable, flags, url: pathToFileURL(file).href, cookies: [] };
    const started = await startBrowser(order, inherited, signal);
    if (!started.ok) return started;
    onShown();
    await started.value.ended;
    return ok(undefined);
  } finally {
    removePrivateFolder(folder);
  }
}

function isWritten(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { mode: 0o600 });
    return true;
  } catch {
    // A full disk.
    return false;
  }
}
