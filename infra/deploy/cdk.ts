/** CDK's command line on templates that are there already. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const CDK = fileURLToPath(import.meta.resolve("aws-cdk/bin/cdk"));

/** Resolves with the exit code; what CDK prints goes to the terminal. */
export async function cdk(assembly: string, words: readonly string[]): Promise<number> {
  const [command = "", ...rest] = words;
  return await node([CDK, command, "--app", assembly, "--no-notices", ...rest]);
}

/** A script of this Node; its input stays with the person at the terminal. */
export async function node(words: readonly string[]): Promise<number> {
  // Who sets it for a synth of their own must not have yesterday's templates deployed.
  const { CDK_OUTDIR: _, ...environment } = process.env;
  const child = spawn(process.execPath, [...words], { stdio: "inherit", env: environment });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
