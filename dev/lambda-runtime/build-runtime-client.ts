/** The runtime client as one file, so that a function's process loads nothing from node_modules. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFunction } from "../build/bundle.ts";

/** Answers the file's name. */
export async function buildRuntimeClient(folder: string): Promise<string> {
  const outfile = join(folder, "runtime-client.cjs");
  const entry = fileURLToPath(new URL("runtime-client.ts", import.meta.url));
  await bundleFunction({ entry, outfile });
  return outfile;
}
