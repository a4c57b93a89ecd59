/** `npm start`: the local world. `--port N`, `--policy FILE`, `--json` for one machine-readable line when ready. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compilePolicy } from "../cli/compile-policy.ts";
import { formatFault } from "../cli/policy-file.ts";
import { formatEvent } from "../functions/audit/stdout-sink.ts";
import type { AuditEvent } from "../functions/core/audit-event.ts";
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import { err, ok } from "../functions/core/result.ts";
import { announcement, announcementText } from "./world/announcement.ts";
import { startWorld } from "./world/world.ts";

const DEFAULT_PORT = 8080;
const DEFAULT_POLICY = fileURLToPath(new URL("policy.yaml", import.meta.url));
const USAGE = "usage: npm start -- [--port N] [--policy FILE] [--json]";

interface Arguments {
  readonly port: number;
  readonly policyFile: string;
  readonly asJson: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: { port: { type: "string" }, policy: { type: "string" }, json: { type: "boolean" } },
  });
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_531) {
    throw new TypeError(`--port takes a whole number from 0 to 65531, not ${values.port}`);
  }
  return { port, policyFile: values.policy ?? DEFAULT_POLICY, asJson: values.json ?? false };
}

async function readPolicy(file: string): Promise<CompiledPolicy> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`cannot read the policy ${file}: ${cause.code}`);
  });
  const readBeside = async (name: string) => {
    try {
      return ok(await readFile(resolve(dirname(file), name), "utf8"));
    } catch (cause) {
      return err(`cannot be read (${(cause as NodeJS.ErrnoException).code})`);
    }
  };
  const policy = await compilePolicy(text, file, readBeside, Math.floor(Date.now() / 1000));
  if (policy.ok) return policy.value;
  throw new Error(
    `the policy has faults:\n${policy.error.map((fault) => formatFault(file, fault)).join("\n")}`,
  );
}

async function run({ port, policyFile, asJson }: Arguments): Promise<void> {
  const { policy, samlMetadata } = await readPolicy(policyFile);
  // In JSON mode standard output holds exactly one line.
  const out = asJson ? process.stderr : process.stdout;
  const audit = {
    write: (event: AuditEvent) => void out.write(`${formatEvent(event)}\n`),
  };
  const world = await startWorld({ port, policy, samlMetadata, audit, environment: process.env });
  // Before it is announced: who reads the line may end it at once, and nothing must be left behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void world.stop().then(() => process.exit(0));
    });
  }
  const ready = announcement(world);
  console.log(asJson ? JSON.stringify(ready) : announcementText(ready));
}

function fail(cause: unknown, exitCode: number): never {
  console.error(cause instanceof Error ? cause.message : String(cause));
  if (exitCode === 2) console.error(USAGE);
  if (isPortTaken(cause))
    console.error("The local world uses --port N (default 8080) and the four ports after it.");
  process.exit(exitCode);
}

function isPortTaken(cause: unknown): boolean {
  return cause instanceof Error && (cause.cause as NodeJS.ErrnoException | undefined)?.code === "EADDRINUSE";
}

let chosen: Arguments;
try {
  chosen = readArguments();
} catch (cause) {
  fail(cause, 2);
}
try {
  await run(chosen);
} catch (cause) {
  fail(cause, 1);
}
