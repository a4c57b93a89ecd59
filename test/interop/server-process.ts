/**
 * A server of another language as a child of the tests, with its output kept for the error message.
 * Invariant: only this child is ended, at the latest with the process that started it. Its folder is gone when `stop`
 * resolves.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Vitest ends its workers by a signal, which no handler of theirs sees; this lets the kernel pass it on. */
const SETPRIV = "/usr/bin/setpriv";
const START_MILLISECONDS = 30_000;
const STOP_MILLISECONDS = 3_000;
const KEPT_OUTPUT = 8_000;

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Removed when the server stops or does not start. */
  readonly directory: string;
  /** Answers 200 once the server is ready. */
  readonly readyUrl: string;
}

export interface ServerProcess {
  /** The end of what it wrote, for a test that fails. */
  output(): string;
  stop(): Promise<void>;
}

/** Resolves once `readyUrl` answers; throws with what the server wrote when it ends or stays silent. */
export async function startServer({
  command,
  args,
  env,
  directory,
  readyUrl,
}: ServerCommand): Promise<ServerProcess> {
  const child = spawn(SETPRIV, ["--pdeathsig", "KILL", command, ...args], {
    cwd: directory,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (text: string) => {
    output = (output + text).slice(-KEPT_OUTPUT);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  child.on("error", (error) => keep(`${error.message}\n`));

  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  const stop = async () => {
    await end(child);
    removeDirectory();
  };

  const deadline = Date.now() + START_MILLISECONDS;
  for (;;) {
    const isReady = await answers(readyUrl);
    const isOver = hasEnded(child);
    if (isReady && !isOver) return { output: () => output, stop };
    if (isOver || Date.now() > deadline) {
      await stop();
      throw new Error(`${command} ${isOver ? "ended at once" : "does not answer"}:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function temporaryDirectory(name: string): Promise<string> {
  return await mkdtemp(join(tmpdir(), `${name}-`));
}

/** Of 127.0.0.1: free at this moment, and who asks takes it at once. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port of 127.0.0.1 is free");
  return address.port;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), STOP_MILLISECONDS);
  await exited;
  clearTimeout(insist);
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(START_MILLISECONDS) });
    return ok;
  } catch {
    // Nothing listens there until the interpreter has loaded everything.
    return false;
  }
}
