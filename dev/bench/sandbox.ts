/**
 * One fresh process with one function in it, as Lambda starts it. Its environment is the same for every variant and
 * holds nothing of the caller's. Invariant: `stop` ends the process that `start` started, and no other.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { startRuntimeApi } from "./runtime-api.ts";

export interface SandboxOptions {
  /** The bundled runtime client. */
  readonly clientFile: string;
  /** The CommonJS module that exports `handler`. */
  readonly handlerFile: string;
  readonly environment: Readonly<Record<string, string>>;
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
  const { clientFile, handlerFile, environment } = options;
  const api = await startRuntimeApi();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [clientFile], {
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: api.address, _HANDLER: handlerFile },
    // Audit events go to standard output; nobody reads them here.
    stdio: ["ignore", "ignore", "inherit"],
  });
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
