import { describe, expect, it } from "vitest";
import type { Command, CommandArguments } from "../../cli/command.ts";
import { runCommandLine } from "../../cli/runner.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";

function aCommand(calls: CommandArguments[] = []): Command {
  return {
    name: "greet",
    summary: "greet somebody",
    positionals: ["NAME"],
    options: {
      loud: { type: "boolean", summary: "in capitals" },
      language: { type: "string", summary: "a language tag" },
    },
    async run(args) {
      calls.push(args);
      return 0;
    },
  };
}

const USAGE = "streamgate greet NAME [--loud] [--language VALUE]";

describe("runCommandLine", () => {
  it("runs the command with its arguments", async () => {
    const calls: CommandArguments[] = [];
    const words = ["greet", "--loud", "Ada", "--language", "de"];
    expect(await runCommandLine(words, [aCommand(calls)], recordedTerminal())).toBe(0);
    expect(calls.map(({ positionals, values }) => [positionals, { ...values }])).toStrictEqual([
      [["Ada"], { loud: true, language: "de" }],
    ]);
  });

  it("keeps every value of an option that may be given several times", async () => {
    const calls: CommandArguments[] = [];
    const options = { with: { type: "list", summary: "who else" } } as const;
    const command = { ...aCommand(calls), options };
    const terminal = recordedTerminal();
    await runCommandLine(["greet", "Ada", "--with", "Bob", "--with", "Cyd"], [command], terminal);
    await runCommandLine(["greet", "Ada"], [command], terminal);
    expect(calls.map(({ lists, values }) => [lists, values])).toStrictEqual([
      [{ with: ["Bob", "Cyd"] }, {}],
      [{}, {}],
    ]);
    await runCommandLine(["greet"], [command], terminal);
    expect(terminal.errorLines.at(-1)).toBe("usage: streamgate greet NAME [--with VALUE]…");
  });

  it.each([[["greet"]], [["greet", "Ada"]]])("runs %j where the name may be left out", async (words) => {
    const calls: CommandArguments[] = [];
    const command = { ...aCommand(calls), positionals: ["[NAME]"] };
    expect(await runCommandLine(words, [command], recordedTerminal())).toBe(0);
    expect(calls.map(({ positionals }) => positionals)).toStrictEqual([words.slice(1)]);
  });

  it.each(["help", "--help", "-h"])("writes help from the table for %s", async (word) => {
    const terminal = recordedTerminal();
    expect(await runCommandLine([word], [aCommand()], terminal)).toBe(0);
    const help = terminal.outLines.join("\n");
    for (const part of [
      USAGE,
      "greet somebody",
      "--loud  in capitals",
      "--language  a language tag",
      "streamgate help",
    ]) {
      expect(help).toContain(part);
    }
  });

  it.each([
    ["greet", "--help"],
    ["greet", "Ada", "-h"],
    ["greet", "--laud", "--help"],
  ])("writes the help of the command alone for %s %s", async (...words) => {
    const calls: CommandArguments[] = [];
    const terminal = recordedTerminal();
    const other = { ...aCommand(), name: "part" };
    expect(await runCommandLine(words, [other, aCommand(calls)], terminal)).toBe(0);
    expect([calls, terminal.errorLines]).toStrictEqual([[], []]);
    expect(terminal.outLines.join("\n")).toBe(
      [
        "usage:",
        `  ${USAGE}`,
        "      greet somebody",
        "      --loud  in capitals",
        "      --language  a language tag",
      ].join("\n"),
    );
  });

  it.each([
    [[], "name a command"],
    [["gret"], "unknown command: gret"],
    [["constructor"], "unknown command: constructor"],
  ])("refuses %j with the help", async (words, message) => {
    const terminal = recordedTerminal();
    expect(await runCommandLine(words, [aCommand()], terminal)).toBe(2);
    expect(terminal.errorLines[0]).toBe(message);
    expect(terminal.errorLines[1]).toContain(USAGE);
  });

  it.each([
    [["greet"], "greet: NAME is missing"],
    [["greet", "Ada", "Bob"], "greet: unexpected argument: Bob"],
    [["greet", "Ada", "--laud"], "greet: Unknown option '--laud'"],
    [["greet", "Ada", "--language"], "greet: Option '--language <value>' argument missing"],
    [["greet", "Ada", "--language", "--loud"], "greet: Option '--language' argument is ambiguous"],
  ])("refuses %j with the usage of the command", async (words, message) => {
    const terminal = recordedTerminal();
    expect(await runCommandLine(words, [aCommand()], terminal)).toBe(2);
    expect(terminal.errorLines[0]).toBe(message);
    expect(terminal.errorLines[1]).toBe(`usage: ${USAGE}`);
  });
});
