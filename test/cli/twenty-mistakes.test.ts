import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkCommand } from "../../cli/commands/check.ts";
import { runCommandLine } from "../../cli/runner.ts";
import { recordedTerminal } from "../support/recorded-terminal.ts";

const TEXT = readFileSync(new URL("fixtures/twenty-mistakes.yaml", import.meta.url), "utf8");

/** `line rule`, in the order of the file. */
const PLANTED = TEXT.split("\n").flatMap((line, index) => {
  const rule = /[^ ].* # ([a-z_]+)$/.exec(line)?.[1];
  return rule === undefined ? [] : [`${index + 1} ${rule}`];
});

interface Finding {
  readonly line: number;
  readonly rule: string;
}

async function check(...options: readonly string[]) {
  const terminal = recordedTerminal({ "policy.yaml": TEXT });
  const exitCode = await runCommandLine(["check", "policy.yaml", ...options], [checkCommand], terminal);
  return { exitCode, out: terminal.outLines };
}

describe("checkCommand on a policy with twenty mistakes", () => {
  it("finds all twenty at once, each at its line and by its rule, and nothing else", async () => {
    const { exitCode, out } = await check("--json");
    const { faults, warnings }: { faults: Finding[]; warnings: Finding[] } = JSON.parse(out.join());
    const found = [...faults, ...warnings].toSorted((a, b) => a.line - b.line);
    expect(PLANTED).toHaveLength(20);
    expect(found.map(({ line, rule }) => `${line} ${rule}`)).toStrictEqual(PLANTED);
    expect([exitCode, faults.length, warnings.length]).toStrictEqual([1, 13, 7]);
  });

  it("prints them in the order of the file, warnings marked as such", async () => {
    const { out } = await check();
    expect(out.slice(0, -1).map((line) => line.split(":")[1])).toStrictEqual(
      PLANTED.map((planted) => planted.split(" ")[0]),
    );
    expect(out.filter((line) => line.includes("  warning: "))).toHaveLength(7);
    expect(out.at(-1)).toBe("policy.yaml: 13 faults, 7 warnings");
  });
});
