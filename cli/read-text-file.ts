/**
 * Reading a file named on the command line, with the failure as a sentence instead of a stack.
 */
import { err, ok, type Result } from "../functions/core/result.ts";
import type { Terminal } from "./command.ts";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "no such file"],
  ["EISDIR", "is a directory"],
  ["EACCES", "permission denied"],
]);

export async function readTextFile(path: string, terminal: Terminal): Promise<Result<string, string>> {
  try {
    return ok(await terminal.readFile(path));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return err(`${path}: ${REASONS.get(code) ?? `cannot be read (${code})`}`);
  }
}
