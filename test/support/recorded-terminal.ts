/**
 * A terminal that keeps what it is told and has the files it is given; others are missing. Its clock is the real one,
 * unless it is given a moment to stand still at.
 */
import type { Terminal } from "../../cli/command.ts";

export interface RecordedTerminal extends Terminal {
  readonly outLines: string[];
  readonly errorLines: string[];
}

export function recordedTerminal(
  given: Readonly<Record<string, string | Error>> = {},
  nowEpochSeconds = Math.floor(Date.now() / 1000),
): RecordedTerminal {
  const files: Record<string, string | Error> = { ...given };
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
    async replaceFile(path, text) {
      files[path] = text;
    },
    nowEpochSeconds: () => nowEpochSeconds,
  };
}
