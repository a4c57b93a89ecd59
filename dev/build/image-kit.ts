/** The folder that an image builder takes: launcher, kit files, and the hashes of all of it. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleLauncher } from "./bundle-launcher.ts";
import { fileManifest } from "./file-manifest.ts";
import { buildSingleExecutable } from "./single-executable.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const MANIFEST = "manifest.sha256";

export interface ImageKit {
  readonly bundle: string;
  /** Undefined where this Node cannot make one. */
  readonly executable: string | undefined;
}

/** Whatever was in the folder before is gone: the manifest is of what is built now. */
export async function buildImageKit(folder: string, node: string = process.execPath): Promise<ImageKit> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, "launcher.cjs");
  await bundleLauncher({ entry: `${root}image/launcher/main.ts`, outfile: bundle });
  cpSync(`${root}image/kit`, folder, { recursive: true });
  const executable = join(folder, process.platform === "win32" ? "launcher.exe" : "launcher");
  const isBuilt = buildSingleExecutable({ bundle, outfile: executable, node });
  writeFileSync(join(folder, MANIFEST), fileManifest(folder));
  return { bundle, executable: isBuilt ? executable : undefined };
}
