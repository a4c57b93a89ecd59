/**
 * `streamgate`: the operator's commands. A new command is a file in commands/ and a row here.
 */
import { readFile } from "node:fs/promises";
import type { Command } from "./command.ts";
import { checkCommand } from "./commands/check.ts";
import { disableCommand } from "./commands/disable.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { drainCommand } from "./commands/drain.ts";
import { enableCommand } from "./commands/enable.ts";
import { explainCommand } from "./commands/explain.ts";
import { metadataCommand } from "./commands/metadata.ts";
import { signingCertificateCommand } from "./commands/signing-certificate.ts";
import { replaceFile } from "./replace-file.ts";
import { runCommandLine } from "./runner.ts";

const COMMANDS: readonly Command[] = [
  checkCommand,
  explainCommand(process.env),
  doctorCommand(process.env),
  drainCommand(process.env),
  disableCommand(process.env),
  enableCommand(process.env),
  metadataCommand,
  signingCertificateCommand(process.env),
];

process.exitCode = await runCommandLine(process.argv.slice(2), COMMANDS, {
  out: (line) => console.log(line),
  error: (line) => console.error(line),
  readFile: (path) => readFile(path, "utf8"),
  replaceFile,
  nowEpochSeconds: () => Math.floor(Date.now() / 1000),
});
