/**
 * What a command of `streamgate` is: a row of data that the runner parses arguments by and writes help from.
 */

/** Where a command's words go, its files come from and its clock is, so that tests need no process. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** UTF-8; rejects as node:fs does. */
  readFile(path: string): Promise<string>;
  /** All of it or nothing: whoever reads meanwhile gets the old text or the new one. Rejects as node:fs does. */
  replaceFile(path: string, text: string): Promise<void>;
  nowEpochSeconds(): number;
}

interface CommandOption {
  /** `list`: a string that may be given several times. */
  readonly type: "boolean" | "string" | "list";
  readonly summary: string;
}

export interface CommandArguments {
  /** As many as the command names in `positionals`, or fewer where some may be left out. */
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** Of every option that may be given several times, as often as it was. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** 0 all is well, 1 the answer is no, 2 the question was wrong. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Names for the usage line; `[NAME]` may be left out, and none after it is required. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  run(args: CommandArguments, terminal: Terminal): Promise<ExitCode>;
}
