/** Findings with their lines in the policy file, for people or as one line of JSON, and the exit code that follows. */
import type { ExitCode, Terminal } from "../command.ts";
import { counted } from "../counted.ts";
import { byPosition, formatFault, locateIssues, type PolicyFault } from "../policy-file.ts";
import type { Finding, Severity } from "./finding.ts";

interface LocatedFinding extends PolicyFault {
  readonly severity: Severity;
}

const SEVERITIES: readonly Severity[] = ["fault", "warning", "unchecked", "info"];

export interface DoctorReport {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly fleets: number;
}

/** A fault is worse than not knowing: 1 before 2. */
export function reportFindings(
  { file, text, findings, fleets }: DoctorReport,
  asJson: boolean,
  terminal: Terminal,
): ExitCode {
  const located = SEVERITIES.flatMap((severity) =>
    locateIssues(
      text,
      findings.filter((finding) => finding.severity === severity),
    ).map((fault): LocatedFinding => ({ severity, ...fault })),
  ).toSorted(byPosition);
  const count = (severity: Severity) => located.filter((finding) => finding.severity === severity).length;
  if (asJson) terminal.out(JSON.stringify({ file, fleets, findings: located }));
  else {
    for (const { severity, ...fault } of located) {
      terminal.out(formatFault(file, { ...fault, message: `${severity}: ${fault.message}` }));
    }
    const unchecked = count("unchecked") === 0 ? "" : ", not everything could be checked";
    terminal.out(
      `${file}: ${counted(fleets, "fleet")} looked at: ${counted(count("fault"), "fault")}, ${counted(count("warning"), "warning")}${unchecked}`,
    );
  }
  if (count("fault") > 0) return 1;
  return count("unchecked") > 0 ? 2 : 0;
}
