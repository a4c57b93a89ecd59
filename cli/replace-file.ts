/**
 * Replacing a file as a whole: written beside it, brought to the disk, then renamed over it.
 * Invariant: whatever fails and whenever, the old text is there or the new one, and nothing is left lying about.
 */
import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm } from "node:fs/promises";

/** Rejects as node:fs does. A symbolic link stays one: what it leads to is replaced. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}
