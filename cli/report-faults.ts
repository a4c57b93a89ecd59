/** The faults of a policy, for people or as one line of JSON, and the exit code that goes with them. */
import type { ExitCode, Terminal } from "./command.ts";
import { counted } from "./counted.ts";
import { byPosition, formatFault, type PolicyFault } from "./policy-file.ts";

export function reportFaults(
  file: string,
  faults: readonly PolicyFault[],
  asJson: boolean,
  terminal: Terminal,
  warnings: readonly PolicyFault[] = [],
): ExitCode {
  if (asJson) {
    terminal.out(JSON.stringify({ file, valid: false, faults, warnings }));
    return 1;
  }
  for (const fault of [...faults, ...warnings.map(asWarning)].toSorted(byPosition)) {
    terminal.out(formatFault(file, fault));
  }
  const counts = [counted(faults.length, "fault")];
  if (warnings.length > 0) counts.push(counted(warnings.length, "warning"));
  terminal.out(`${file}: ${counts.join(", ")}`);
  return 1;
}

/** What does not stop a deployment says so. */
export function asWarning(fault: PolicyFault): PolicyFault {
  return { ...fault, message: `warning: ${fault.message}` };
}
