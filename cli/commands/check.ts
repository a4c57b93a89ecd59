/**
 * `streamgate check FILE`: is this policy fit to deploy? Offline; nothing is asked of AWS or of a provider.
 */
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import type { Command, ExitCode, Terminal } from "../command.ts";
import { compilePolicy } from "../compile-policy.ts";
import { formatFault, locateIssues, type PolicyFault } from "../policy-file.ts";
import { readTextFile } from "../read-text-file.ts";

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
    const compiled = compilePolicy(text.value, file);
    if (!compiled.ok) return reportFaults(file, compiled.error, values.json === true, terminal);
    const warnings = locateIssues(text.value, policyWarnings(compiled.value.policy));
    return reportValid(file, compiled.value, warnings, values.json === true, terminal);
  },
};

function reportFaults(
  file: string,
  faults: readonly PolicyFault[],
  asJson: boolean,
  terminal: Terminal,
): ExitCode {
  if (asJson) {
    terminal.out(JSON.stringify({ file, valid: false, faults }));
    return 1;
  }
  for (const fault of faults) terminal.out(formatFault(file, fault));
  terminal.out(`${file}: ${counted(faults.length, "fault")}`);
  return 1;
}

function reportValid(
  file: string,
  { version, policy }: CompiledPolicy,
  warnings: readonly PolicyFault[],
  asJson: boolean,
  terminal: Terminal,
): ExitCode {
  const applications = Object.keys(policy.applications).length;
  const fleets = Object.values(policy.fleets);
  const regions = new Set(fleets.map(({ region }) => region)).size;
  if (asJson) {
    terminal.out(
      JSON.stringify({ file, valid: true, version, applications, fleets: fleets.length, regions, warnings }),
    );
    return 0;
  }
  for (const warning of warnings) {
    terminal.out(formatFault(file, { ...warning, message: `warning: ${warning.message}` }));
  }
  const size = `${counted(applications, "application")}, ${counted(fleets.length, "fleet")} in ${counted(regions, "Region")}`;
  terminal.out(`${file}: valid, version ${version}, ${size}`);
  return 0;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
