/** `npm start`: the local world. Its options are in arguments.ts. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { compilePolicy } from "../cli/compile-policy.ts";
import { formatFault } from "../cli/policy-file.ts";
import { formatEvent } from "../functions/audit/stdout-sink.ts";
import type { AuditEvent } from "../functions/core/audit-event.ts";
import type { CompiledPolicy } from "../functions/core/compiled-policy.ts";
import { err, ok } from "../functions/core/result.ts";
import { type Arguments, readArguments, USAGE } from "./arguments.ts";
import { isXvfbInstalled } from "./instances/screen/display.ts";
import { installedChromium, type WindowKind } from "./instances/window.ts";
import { announcement, announcementText } from "./world/announcement.ts";
import { startWorld } from "./world/world.ts";

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

/** Throws what to install where a screen is asked for and cannot be had. */
function windowKind(hasScreen: boolean): WindowKind {
  const hasChromium = installedChromium() !== undefined;
  if (!hasScreen) return hasChromium ? "headless" : "stand-in";
  const missing = [
    ...(isXvfbInstalled() ? [] : ["Xvfb (Debian: apt-get install xvfb)"]),
    ...(hasChromium ? [] : ["Chromium (Debian: apt-get install chromium)"]),
  ];
  if (missing.length > 0)
    throw new Error(`--screen needs ${missing.join(" and ")}; without it all else works.`);
  return "screen";
}

async function run({ port, regions, policyFile, hasScreen, asJson }: Arguments): Promise<void> {
  const { policy, samlMetadata, signingCertificates } = await readPolicy(policyFile);
  // In JSON mode standard output holds exactly one line.
  const out = asJson ? process.stderr : process.stdout;
  const audit = {
    write: (event: AuditEvent) => void out.write(`${formatEvent(event)}\n`),
  };
  const world = await startWorld({
    port,
    ...(regions && { regions }),
    policy,
    samlMetadata,
    signingCertificates,
    audit,
    instances: windowKind(hasScreen),
    log: (event) => void out.write(`${JSON.stringify(event)}\n`),
    environment: process.env,
  });
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
    console.error(
      "The local world uses --port N (default 8080), the five ports after it, and one for each Region of --regions.",
    );
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
