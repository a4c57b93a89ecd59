/** A terminal that keeps what it is told and has the files it is given; others are missing. */
import type { Terminal } from "../../cli/command.ts";

export interface RecordedTerminal extends Terminal {
  readonly outLines: string[];
  readonly errorLines: string[];
}

export function recordedTerminal(files: Readonly<Record<string, string | Error>> = {}): RecordedTerminal {
  const outLines: string[] = [];
  const errorLines: string[] = [];
  return {
    outLines,
    errorLines,
    out: (line) => void outLines.push(line),
    error: (line) => void errorLines.push(line),
    async readFile(path) {
      const content = files[path] ?? Object.assign(new Error("no such file"), { code: "ENOENT" });
      if (content instanceof Error) throw content;
      return content;
    },
  };
}
