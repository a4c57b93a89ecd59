/**
 * Reading a file named on the command line or in a policy, with the failure as a sentence instead of a stack.
 */
import { dirname, join } from "node:path";
import { err, ok, type Result } from "../functions/core/result.ts";
import type { Terminal } from "./command.ts";

export const NO_SUCH_FILE = "no such file";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", NO_SUCH_FILE],
  ["EISDIR", "is a directory"],
  ["EACCES", "permission denied"],
]);

export async function readTextFile(path: string, terminal: Terminal): Promise<Result<string, string>> {
  const text = await read(path, terminal);
  return text.ok ? text : err(`${path}: ${text.error}`);
}

/** A file that a policy names; the error leaves the name out, as all messages about values of a policy do. */
export type ReadBeside = (name: string) => Promise<Result<string, string>>;

export function readerBeside(policyFile: string, terminal: Terminal): ReadBeside {
  return (name) => read(pathBeside(policyFile, name), terminal);
}

/** A path in a policy counts from the policy's own folder. */
export function pathBeside(policyFile: string, name: string): string {
  return join(dirname(policyFile), name);
}

async function read(path: string, terminal: Terminal): Promise<Result<string, string>> {
  try {
    return ok(await terminal.readFile(path));
  } catch (error) {
    const code = errorCode(error);
    return err(REASONS.get(code) ?? `cannot be read (${code})`);
  }
}

/** ENOENT and the like. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
