/** The faults of a policy, for people or as one line of JSON, and the exit code that goes with them. */
import type { ExitCode, Terminal } from "./command.ts";
import { counted } from "./counted.ts";
import { formatFault, type PolicyFault } from "./policy-file.ts";

export function reportFaults(
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
