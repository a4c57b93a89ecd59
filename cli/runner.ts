/**
 * Finds the command, parses its arguments (node:util.parseArgs, strict) and runs it; help comes from the table.
 */
import { parseArgs } from "node:util";
import type { Command, CommandArguments, ExitCode, Terminal } from "./command.ts";

const PROGRAM = "streamgate";
const HELP_WORDS: readonly string[] = ["help", "--help", "-h"];

export async function runCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name !== undefined && HELP_WORDS.includes(name)) {
    terminal.out(helpText(commands));
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    terminal.error(name === undefined ? "name a command" : `unknown command: ${name}`);
    terminal.error(helpText(commands));
    return 2;
  }
  const args = parseArguments(command, rest);
  if (typeof args !== "string") return command.run(args, terminal);
  terminal.error(`${name}: ${args}`);
  terminal.error(`usage: ${usageOf(command)}`);
  return 2;
}

/** The arguments, or what is wrong with them. */
function parseArguments(
  { options, positionals: named }: Command,
  words: readonly string[],
): CommandArguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])),
      allowPositionals: true,
      strict: true,
    });
    const missing = named[positionals.length];
    if (missing?.startsWith("[") === false) return `${missing} is missing`;
    const extra = positionals[named.length];
    return extra === undefined ? { positionals, values } : `unexpected argument: ${extra}`;
  } catch (error) {
    // parseArgs throws a TypeError whose message names the option.
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function helpText(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => [
    `  ${usageOf(command)}`,
    `      ${command.summary}`,
    ...Object.entries(command.options).map(([name, { summary }]) => `      --${name}  ${summary}`),
  ]);
  return ["usage:", ...lines, `  ${PROGRAM} help`, "      this text"].join("\n");
}

function usageOf({ name, positionals, options }: Command): string {
  const optional = Object.entries(options).map(([option, { type }]) =>
    type === "string" ? `[--${option} VALUE]` : `[--${option}]`,
  );
  return [PROGRAM, name, ...positionals, ...optional].join(" ");
}
