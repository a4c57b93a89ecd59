/**
 * One folder for everything that a run of tests writes to the system's temporary folder, so that nothing of it stays:
 * an `App` of the CDK leaves its assembly behind, a browser its profile.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/** Before the first worker starts, whose environment is a copy of this one. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), "sg-"));
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
