import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { checkCommand } from "../../../cli/commands/check.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { aPolicyInput, withValue } from "../../support/policies.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";

async function check(text: string | Error | undefined, ...options: readonly string[]) {
  const terminal = recordedTerminal(text === undefined ? {} : { "policy.yaml": text });
  const exitCode = await runCommandLine(["check", "policy.yaml", ...options], [checkCommand], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

const faulty = "version: 2\nidentityProviders: {}\nfleets: {}\napplications: {}\nlimits: 3\n";
const careless = stringify(withValue(["applications", "design", "fleets"], ["dublin"]));

describe("checkCommand", () => {
  it("sums up a valid policy", async () => {
    const { exitCode, out } = await check(stringify(aPolicyInput()));
    expect(exitCode).toBe(0);
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(
      /^policy\.yaml: valid, version [0-9a-f]{16}, 2 applications, 4 fleets in 3 Regions$/,
    );
  });

  it("prints every fault with its place, then how many", async () => {
    expect(await check(faulty)).toStrictEqual({
      exitCode: 1,
      out: [
        "policy.yaml:1:1  version  must be `1`",
        "policy.yaml:5:1  limits  must be a map of keys and values",
        "policy.yaml: 2 faults",
      ],
      error: [],
    });
  });

  it("counts one fault as one", async () => {
    expect((await check("")).out.at(-1)).toBe("policy.yaml: 1 fault");
  });

  it("prints warnings with their place, and still says valid", async () => {
    const { exitCode, out } = await check(careless);
    expect(exitCode).toBe(0);
    expect(out[0]).toMatch(
      /^policy\.yaml:\d+:\d+ {2}applications\.design\.fleets {2}warning: names one fleet/,
    );
    expect(out[1]).toContain("valid");
  });

  it("answers in JSON for a valid policy", async () => {
    const { exitCode, out } = await check(careless, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out.join())).toMatchObject({
      file: "policy.yaml",
      valid: true,
      applications: 2,
      fleets: 4,
      regions: 3,
      warnings: [{ path: "applications.design.fleets" }],
    });
  });

  it("answers in JSON for a faulty one", async () => {
    const { exitCode, out } = await check(faulty, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(out.join())).toStrictEqual({
      file: "policy.yaml",
      valid: false,
      faults: [
        { line: 1, column: 1, path: "version", message: "must be `1`" },
        { line: 5, column: 1, path: "limits", message: "must be a map of keys and values" },
      ],
    });
  });

  it.each([
    [undefined, "policy.yaml: no such file"],
    [Object.assign(new Error("x"), { code: "EISDIR" }), "policy.yaml: is a directory"],
    [Object.assign(new Error("x"), { code: "EACCES" }), "policy.yaml: permission denied"],
    [Object.assign(new Error("x"), { code: "EIO" }), "policy.yaml: cannot be read (EIO)"],
    [new Error("odd"), "policy.yaml: cannot be read (Error: odd)"],
  ])("says why a file cannot be read: %s", async (failure, message) => {
    expect(await check(failure)).toStrictEqual({ exitCode: 1, out: [], error: [message] });
  });
});
