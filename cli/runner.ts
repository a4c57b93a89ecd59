/**
 * Finds the command, parses its arguments (node:util.parseArgs, strict) and runs it; help comes from the table.
 */
import { parseArgs } from "node:util";
import type { Command, CommandArguments, ExitCode, Terminal } from "./command.ts";

const PROGRAM = "streamgate";
const HELP_OPTIONS: readonly string[] = ["--help", "-h"];
const HELP_WORDS: readonly string[] = ["help", ...HELP_OPTIONS];

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
  if (rest.some((word) => HELP_OPTIONS.includes(word))) {
    terminal.out(["usage:", ...commandHelp(command)].join("\n"));
    return 0;
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
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type }]) => [
          name,
          type === "list" ? ({ type: "string", multiple: true } as const) : { type },
        ]),
      ),
      allowPositionals: true,
      strict: true,
    });
    const missing = named[positionals.length];
    if (missing?.startsWith("[") === false) return `${missing} is missing`;
    const extra = positionals[named.length];
    return extra === undefined ? { positionals, ...told(values) } : `unexpected argument: ${extra}`;
  } catch (error) {
    // parseArgs throws a TypeError whose message names the option; what follows is advice for other programs than ours.
    if (error instanceof TypeError) return error.message.split(/\.\s/v)[0] ?? error.message;
    throw error;
  }
}

/** parseArgs has both kinds in one. */
function told(
  all: Readonly<Record<string, undefined | string | boolean | (string | boolean)[]>>,
): Pick<CommandArguments, "values" | "lists"> {
  const values: Record<string, string | boolean | undefined> = {};
  const lists: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(all)) {
    if (Array.isArray(value)) lists[name] = value.map(String);
    else values[name] = value;
  }
  return { values, lists };
}

function helpText(commands: readonly Command[]): string {
  const lines = commands.flatMap(commandHelp);
  return ["usage:", ...lines, `  ${PROGRAM} help`, "      this text"].join("\n");
}

function commandHelp(command: Command): readonly string[] {
  return [
    `  ${usageOf(command)}`,
    `      ${command.summary}`,
    ...Object.entries(command.options).map(([name, { summary }]) => `      --${name}  ${summary}`),
  ];
}

function usageOf({ name, positionals, options }: Command): string {
  const optional = Object.entries(options).map(([option, { type }]) =>
    type === "boolean" ? `[--${option}]` : `[--${option} VALUE]${type === "list" ? "…" : ""}`,
  );
  return [PROGRAM, name, ...positionals, ...optional].join(" ");
}
