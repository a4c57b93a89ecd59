/**
 * `launcher`: what AppStream starts in place of the application.
 * `launcher [--application ID] [--config FILE]` launches, `launcher --self-test` says what is missing on this instance
 * (`--report`: and ends with 0 all the same, for a session script).
 */
import { dirname, join } from "node:path";
import { isSea } from "node:sea";
import { parseArgs } from "node:util";
import { removeLeftFolders } from "./private-folder.ts";
import { readProfileVariables } from "./profile-variables.ts";
import { run } from "./run.ts";
import { selfTest } from "./self-test.ts";

const PROFILE_FOLDER = "/etc/profile.d";
const USAGE = "usage: launcher [--application ID] [--config FILE] [--self-test [--report]]";

/** The launcher's own place: the executable where it is one, else the bundle. */
function ownFolder(): string {
  return dirname(isSea() ? process.execPath : (process.argv[1] ?? process.execPath));
}

async function main(): Promise<number> {
  // Whoever read them may be gone; the line is in the log file, and an error without a listener would end this process
  // and leave profile and cookies on the disk.
  for (const stream of [process.stderr, process.stdout]) stream.on("error", () => undefined);
  const options = {
    application: { type: "string" },
    config: { type: "string" },
    "self-test": { type: "boolean" },
    report: { type: "boolean" },
  } as const;
  let values: { application?: string; config?: string; "self-test"?: boolean; report?: boolean };
  try {
    values = parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch {
    // Its message repeats the argument, which may have come from anywhere.
    process.stderr.write(`${USAGE}\n`);
    return 64;
  }
  // Set in the session, it would take the broker's certificate out of the chain of trust.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  const environment = process.env;
  // The files are newer: a desktop keeps the environment it began with.
  const profile = process.platform === "linux" ? readProfileVariables(PROFILE_FOLDER) : {};
  const variables = { ...environment, ...profile };
  const configurationFile = values.config ?? join(ownFolder(), "launcher.json");
  const { platform } = process;
  const now = Date.now;
  if (values["self-test"] === true) {
    const { lines, isComplete } = await selfTest({ configurationFile, variables, platform, now });
    process.stdout.write(`${lines.join("\n")}\n`);
    // A session script that ends with anything but 0 shows an error to the person.
    return isComplete || values.report === true ? 0 : 1;
  }
  const ending = new AbortController();
  // Each time: a second signal without a listener would end the launcher before it has cleared up.
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => ending.abort());
  removeLeftFolders(now());
  const { application } = values;
  return await run({
    configurationFile,
    environment,
    variables,
    application,
    platform,
    now,
    signal: ending.signal,
  });
}

void main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (bug: unknown) => {
    // Its message may quote anything; where it was thrown cannot.
    const stack = bug instanceof Error ? (bug.stack ?? "").split("\n").slice(1, 6) : [];
    process.stderr.write(`${JSON.stringify({ event: "launcher_bug", stack })}\n`);
    process.exitCode = 70;
  },
);
