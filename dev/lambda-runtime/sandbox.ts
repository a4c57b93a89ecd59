/**
 * One fresh process with one function in it, as Lambda starts it: in the archive's folder, with the environment it is
 * given and nothing of the caller's. Invariant: `stop` ends the process that `start` started, and no other.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { startRuntimeApi } from "./runtime-api.ts";

export interface SandboxOptions {
  /** The bundled runtime client (build-runtime-client.ts). */
  readonly clientFile: string;
  /** The unpacked archive. */
  readonly taskRoot: string;
  /** As the function's configuration names it: `index.handler` is the export of `index.cjs`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Told each line of standard output, audit events among them; default nobody is. */
  readonly onLine?: (line: string) => void;
}

export interface Sandbox {
  /** `performance.now()` just before the process was started. */
  readonly startedAt: number;
  /** Resolves when the function asks for its first event. */
  readonly initialised: Promise<void>;
  invoke(event: string): Promise<string>;
  /** Undefined where the platform has no /proc. */
  residentMegabytes(): number | undefined;
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clientFile, taskRoot, handler, environment, timeoutSeconds, onLine } = options;
  const api = await startRuntimeApi(timeoutSeconds);
  const runtime = { AWS_LAMBDA_RUNTIME_API: api.address, LAMBDA_TASK_ROOT: taskRoot, _HANDLER: handler };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [clientFile], {
    cwd: taskRoot,
    env: { ...environment, ...runtime },
    stdio: ["ignore", onLine === undefined ? "ignore" : "pipe", "inherit"],
  });
  if (onLine !== undefined && child.stdout !== null) createInterface(child.stdout).on("line", onLine);
  const exited = once(child, "exit").then(([code]) =>
    api.fail(new Error(`the function exited with ${code}`)),
  );
  return {
    startedAt,
    initialised: api.initialised,
    invoke: (event) => api.invoke(event),
    residentMegabytes: () => residentMegabytes(child.pid),
    async stop() {
      child.kill("SIGKILL");
      await exited;
      await api.stop();
    },
  };
}

function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    // No /proc on this platform: the figure is left out.
    return undefined;
  }
}
