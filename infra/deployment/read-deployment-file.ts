/** The deployment file as a script of the operator's reads it: now, from disk. */
import { readFile } from "node:fs/promises";
import { formatFault } from "../../cli/policy-file.ts";
import { err, type Result } from "../../functions/core/result.ts";
import { type LoadedDeployment, loadDeployment } from "./load-deployment.ts";

/** The error is every fault, a line each, for the terminal. */
export async function readDeploymentFile(file: string): Promise<Result<LoadedDeployment, string>> {
  const files = { readFile: (path: string) => readFile(path, "utf8") };
  const loaded = await loadDeployment(file, files, Math.floor(Date.now() / 1000));
  return loaded.ok ? loaded : err(loaded.error.map((fault) => formatFault(fault.file, fault)).join("\n"));
}
