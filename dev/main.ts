/** `npm start`: the local world. `--port N`, `--policy FILE`, `--json` for one machine-readable line when ready. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatFault, loadPolicyText } from "../cli/policy-file.ts";
import { formatEvent } from "../functions/audit/stdout-sink.ts";
import type { AuditEvent } from "../functions/core/audit-event.ts";
import type { Policy } from "../functions/core/policy.ts";
import { announcement, announcementText } from "./world/announcement.ts";
import { startWorld, type World } from "./world/world.ts";

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
  if (!Number.isInteger(port) || port < 0 || port > 65_532) {
    throw new TypeError(`--port takes a whole number from 0 to 65532, not ${values.port}`);
  }
  return { port, policyFile: values.policy ?? DEFAULT_POLICY, asJson: values.json ?? false };
}

async function readPolicy(file: string): Promise<Policy> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`cannot read the policy ${file}: ${cause.code}`);
  });
  const policy = loadPolicyText(text, file);
  if (policy.ok) return policy.value;
  throw new Error(
    `the policy has faults:\n${policy.error.map((fault) => formatFault(file, fault)).join("\n")}`,
  );
}

async function run({ port, policyFile, asJson }: Arguments): Promise<World> {
  const policy = await readPolicy(policyFile);
  // In JSON mode standard output holds exactly one line.
  const out = asJson ? process.stderr : process.stdout;
  const audit = {
    write: (event: AuditEvent) => void out.write(`${formatEvent(event)}\n`),
  };
  const world = await startWorld({ port, policy, audit, environment: process.env });
  const ready = announcement(world);
  console.log(asJson ? JSON.stringify(ready) : announcementText(ready));
  return world;
}

function fail(cause: unknown, exitCode: number): never {
  console.error(cause instanceof Error ? cause.message : String(cause));
  if (exitCode === 2) console.error(USAGE);
  if (isPortTaken(cause))
    console.error("The local world uses --port N (default 8080) and the three ports after it.");
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
  const world = await run(chosen);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void world.stop().then(() => process.exit(0));
    });
  }
} catch (cause) {
  fail(cause, 1);
}
