/**
 * `streamgate check FILE`: is this policy fit to deploy? Offline; nothing is asked of AWS or of a provider.
 */
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import type { Command, ExitCode, Terminal } from "../command.ts";
import { compilePolicy } from "../compile-policy.ts";
import { counted } from "../counted.ts";
import {
  lifetimeText,
  lifetimeWarnings,
  metadataLifetimes,
  type ProviderLifetime,
} from "../metadata/lifetimes.ts";
import { formatFault, locateIssues, type PolicyFault } from "../policy-file.ts";
import { readerBeside, readTextFile } from "../read-text-file.ts";
import { reportFaults } from "../report-faults.ts";
import { certificateWarnings } from "../signing-certificates.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "check a policy file: every fault with line and column; exit 0 if there is none, else 1",
  positionals: ["FILE"],
  options: { json: { type: "boolean", summary: "one line of JSON instead of text" } },
  async run({ positionals, values }, terminal) {
    const file = String(positionals[0]);
    const text = await readTextFile(file, terminal);
    if (!text.ok) {
      terminal.error(text.error);
      return 1;
    }
    const now = terminal.nowEpochSeconds();
    const compiled = await compilePolicy(text.value, file, readerBeside(file, terminal), now);
    if (!compiled.ok) return reportFaults(file, compiled.error, values.json === true, terminal);
    const lifetimes = metadataLifetimes(compiled.value.samlMetadata, now);
    const warnings = [
      ...policyWarnings(compiled.value.policy),
      ...lifetimeWarnings(lifetimes),
      ...certificateWarnings(compiled.value, now),
    ];
    const report = {
      file,
      compiled: compiled.value,
      lifetimes,
      warnings: locateIssues(text.value, warnings),
    };
    return reportValid(report, values.json === true, terminal);
  },
};

interface ValidReport {
  readonly file: string;
  readonly compiled: CompiledPolicy;
  readonly lifetimes: Readonly<Record<string, ProviderLifetime>>;
  readonly warnings: readonly PolicyFault[];
}

function reportValid(
  { file, compiled: { version, policy }, lifetimes, warnings }: ValidReport,
  asJson: boolean,
  terminal: Terminal,
): ExitCode {
  const applications = Object.keys(policy.applications).length;
  const fleets = Object.values(policy.fleets);
  const regions = new Set(fleets.map(({ region }) => region)).size;
  if (asJson) {
    const counts = { applications, fleets: fleets.length, regions };
    terminal.out(
      JSON.stringify({ file, valid: true, version, ...counts, warnings, samlMetadata: lifetimes }),
    );
    return 0;
  }
  for (const warning of warnings) {
    terminal.out(formatFault(file, { ...warning, message: `warning: ${warning.message}` }));
  }
  for (const [id, lifetime] of Object.entries(lifetimes)) {
    terminal.out(`${file}: ${id}: ${lifetimeText(lifetime)}`);
  }
  const size = `${counted(applications, "application")}, ${counted(fleets.length, "fleet")} in ${counted(regions, "Region")}`;
  terminal.out(`${file}: valid, version ${version}, ${size}`);
  return 0;
}
