/**
 * `streamgate check FILE`: is this policy fit to deploy? Offline; nothing is asked of AWS or of a provider.
 */
import { capacityWarnings } from "../../functions/core/capacity-warnings.ts";
import type { CompiledPolicy } from "../../functions/core/compiled-policy.ts";
import type { Command, Terminal } from "../command.ts";
import { compiledPolicy, compileFiles } from "../compile-policy.ts";
import { counted } from "../counted.ts";
import {
  lifetimeText,
  lifetimeWarnings,
  metadataLifetimes,
  type ProviderLifetime,
} from "../metadata/lifetimes.ts";
import { byPosition, formatFault, lintPolicyText, locateIssues, type PolicyFault } from "../policy-file.ts";
import { readerBeside, readTextFile } from "../read-text-file.ts";
import { asWarning, reportFaults } from "../report-faults.ts";
import { certificateWarnings } from "../signing-certificates.ts";

export const checkCommand: Command = {
  name: "check",
  summary:
    "check a policy file: every fault and warning with line and column; exit 1 if there is a fault, else 0",
  positionals: ["FILE"],
  options: {
    json: { type: "boolean", summary: "one line of JSON instead of text" },
    strict: { type: "boolean", summary: "exit 1 for a warning too" },
  },
  async run({ positionals, values }, terminal) {
    const file = String(positionals[0]);
    const asJson = values.json === true;
    const text = await readTextFile(file, terminal);
    if (!text.ok) {
      terminal.error(text.error);
      return 1;
    }
    const now = terminal.nowEpochSeconds();
    const { policy, warnings } = lintPolicyText(text.value, file);
    if (!policy.ok) return reportFaults(file, policy.error, asJson, terminal, warnings);
    const files = await compileFiles(policy.value, readerBeside(file, terminal), now);
    if (!files.ok) {
      return reportFaults(file, locateIssues(text.value, files.error), asJson, terminal, warnings);
    }
    const compiled = compiledPolicy(policy.value, files.value);
    const lifetimes = metadataLifetimes(compiled.samlMetadata, now);
    const ending = [
      ...capacityWarnings(policy.value, now),
      ...lifetimeWarnings(lifetimes),
      ...certificateWarnings(compiled, now),
    ];
    const all = [...warnings, ...locateIssues(text.value, ending)].toSorted(byPosition);
    reportValid({ file, compiled, lifetimes, warnings: all }, asJson, terminal);
    if (values.strict !== true || all.length === 0) return 0;
    if (!asJson) terminal.out(`${file}: ${counted(all.length, "warning")}, and --strict lets none pass`);
    return 1;
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
): void {
  const applications = Object.keys(policy.applications).length;
  const fleets = Object.values(policy.fleets);
  const regions = new Set(fleets.map(({ region }) => region)).size;
  if (asJson) {
    const counts = { applications, fleets: fleets.length, regions };
    terminal.out(
      JSON.stringify({ file, valid: true, version, ...counts, warnings, samlMetadata: lifetimes }),
    );
    return;
  }
  for (const warning of warnings) terminal.out(formatFault(file, asWarning(warning)));
  for (const [id, lifetime] of Object.entries(lifetimes)) {
    terminal.out(`${file}: ${id}: ${lifetimeText(lifetime)}`);
  }
  const size = `${counted(applications, "application")}, ${counted(fleets.length, "fleet")} in ${counted(regions, "Region")}`;
  terminal.out(`${file}: valid, version ${version}, ${size}`);
}
