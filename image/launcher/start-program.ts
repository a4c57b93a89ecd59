/**
 * Starts the declared program with an argument array and no shell, and waits for its end.
 * Invariant: the arguments are the ones given here, one by one; nothing splits, expands or joins them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { childEnvironment } from "./child-environment.ts";
import type { ProgramStart } from "./declared.ts";
import type { Fault } from "./fault.ts";
import { err, ok, type Result } from "./result.ts";
import type { Variables } from "./session-facts.ts";

export interface Started {
  /** The program's own exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

export async function startProgram(
  { program, arguments: words, environment }: ProgramStart,
  inherited: Variables,
  signal: AbortSignal,
): Promise<Result<Started, Fault>> {
  // A signal that is over tells nobody any more.
  if (signal.aborted) return err({ reason: "session_ended" });
  let child: ChildProcess;
  try {
    child = spawn(program, [...words], {
      shell: false,
      windowsHide: true,
      windowsVerbatimArguments: false,
      stdio: "ignore",
      env: childEnvironment(inherited, environment),
    });
  } catch (cause) {
    // Node tells some errors of the system at once and others by an event.
    return err({ reason: "program_missing", detail: (cause as NodeJS.ErrnoException).code ?? "unknown" });
  }
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const started = await new Promise<Result<undefined, Fault>>((resolve) => {
    child.once("spawn", () => resolve(ok(undefined)));
    child.once("error", ({ code }: NodeJS.ErrnoException) => {
      resolve(err({ reason: "program_missing", detail: code ?? "unknown" }));
    });
  });
  if (!started.ok) return started;
  signal.addEventListener("abort", () => child.kill(), { once: true });
  if (signal.aborted) child.kill();
  return ok({ ended });
}
