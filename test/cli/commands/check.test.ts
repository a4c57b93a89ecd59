import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { checkCommand } from "../../../cli/commands/check.ts";
import { runCommandLine } from "../../../cli/runner.ts";
import { aCarefulPolicyInput, withValue } from "../../support/policies.ts";
import { recordedTerminal } from "../../support/recorded-terminal.ts";
import {
  aSamlPolicyInput,
  entityXml,
  idpKey,
  keyDescriptorXml,
} from "../../support/saml-metadata-builders.ts";

async function check(text: string | Error | undefined, ...options: readonly string[]) {
  const terminal = recordedTerminal(text === undefined ? {} : { "policy.yaml": text });
  const exitCode = await runCommandLine(["check", "policy.yaml", ...options], [checkCommand], terminal);
  return { exitCode, out: terminal.outLines, error: terminal.errorLines };
}

const faulty = "version: 2\nidentityProviders: {}\nfleets: {}\napplications: {}\nlimits: 3\n";
const careless = stringify(
  withValue(["applications", "design", "validitySeconds"], 301, aCarefulPolicyInput()),
);

describe("checkCommand", () => {
  it("sums up a valid policy", async () => {
    const { exitCode, out } = await check(stringify(aCarefulPolicyInput()));
    expect(exitCode).toBe(0);
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(
      /^policy\.yaml: valid, version [0-9a-f]{16}, 2 applications, 5 fleets in 4 Regions$/,
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
      /^policy\.yaml:\d+:\d+ {2}applications\.design\.validitySeconds {2}warning: is over 300/,
    );
    expect(out[1]).toContain("valid");
  });

  it("exits with 1 for a warning where none is to pass", async () => {
    const strict = await check(careless, "--strict");
    expect(strict.exitCode).toBe(1);
    expect(strict.out.at(-1)).toBe("policy.yaml: 1 warning, and --strict lets none pass");
    expect((await check(careless, "--strict", "--json")).exitCode).toBe(1);
    expect((await check(stringify(aCarefulPolicyInput()), "--strict")).exitCode).toBe(0);
  });

  it("prints warnings among the faults, in the order of the file, and tells the two apart", async () => {
    const { exitCode, out } = await check(`${careless}limits: { maxCandidates: 0 }\nversion: 1\n`);
    expect(exitCode).toBe(1);
    expect(out.map((line) => line.split("  ").slice(1).join("  "))).toStrictEqual([
      "applications.design.validitySeconds  warning: is over 300: whoever gets hold of the URL can open it for that long",
      "limits.maxCandidates  must be a whole number from 1 to 20",
      "this key stands twice in the same map",
      "",
    ]);
    expect(out.at(-1)).toBe("policy.yaml: 2 faults, 1 warning");
  });

  it("answers in JSON for a valid policy", async () => {
    const { exitCode, out } = await check(careless, "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out.join())).toMatchObject({
      file: "policy.yaml",
      valid: true,
      applications: 2,
      fleets: 5,
      regions: 4,
      warnings: [{ path: "applications.design.validitySeconds", rule: "validity_long" }],
      samlMetadata: {},
    });
  });

  it("answers in JSON for a faulty one", async () => {
    const { exitCode, out } = await check(faulty, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(out.join())).toStrictEqual({
      file: "policy.yaml",
      valid: false,
      faults: [
        { line: 1, column: 1, path: "version", message: "must be `1`", rule: "shape" },
        { line: 5, column: 1, path: "limits", message: "must be a map of keys and values", rule: "shape" },
      ],
      warnings: [],
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

/** The certificates of idpKey end with the year 2039. */
const CERTIFICATES_END = Date.parse("2040-01-01T00:00:00Z") / 1000;
const DAY = 86_400;
const { certificate } = await idpKey("first");

async function checkSaml(
  { validUntil = null, days }: { validUntil?: string | null; days: number },
  ...options: readonly string[]
) {
  const keyDescriptors = [keyDescriptorXml(certificate)];
  const files = {
    "company/policy.yaml": stringify(aSamlPolicyInput()),
    "company/idp.xml": entityXml({ keyDescriptors, attributes: { validUntil } }),
  };
  const terminal = recordedTerminal(files, CERTIFICATES_END - days * DAY);
  const words = ["check", "company/policy.yaml", ...options];
  const exitCode = await runCommandLine(words, [checkCommand], terminal);
  return { exitCode, out: terminal.outLines };
}

describe("checkCommand on SAML metadata", () => {
  it("tells how long it will do", async () => {
    const { exitCode, out } = await checkSaml({ days: 400 });
    expect(exitCode).toBe(0);
    expect(out.slice(0, -1)).toStrictEqual([
      "company/policy.yaml: corporate: its last signing certificate ends in 400 days; its metadata does not expire",
    ]);
    expect(out.at(-1)).toMatch(/^company\/policy\.yaml: valid/);
  });

  it.each([
    [30, null, [], "ends in 30 days; its metadata does not expire"],
    [
      29,
      null,
      ["holds no certificate that lasts longer than 29 days; ask the identity provider for its next one"],
      "ends in 29 days; its metadata does not expire",
    ],
    [
      -1,
      null,
      [
        "holds no certificate that has not ended, the last 1 day ago; the keys still count, but ask the identity provider what it signs with",
      ],
      "ended 1 day ago; its metadata does not expire",
    ],
    [100, "2039-10-23T00:00:00Z", [], "ends in 100 days; its metadata expires in 30 days"],
    [
      100,
      "2039-10-22T00:00:00Z",
      ["expires in 29 days, and then nobody can sign in; run `streamgate metadata` and deploy before that"],
      "ends in 100 days; its metadata expires in 29 days",
    ],
  ])(
    "%i days before the certificate ends, valid until %s: warns %j",
    async (days, validUntil, warnings, line) => {
      const { exitCode, out } = await checkSaml({ days, validUntil });
      expect(exitCode).toBe(0);
      expect(out.slice(0, -2)).toStrictEqual(
        warnings.map((warning) =>
          expect.stringMatching(
            new RegExp(
              `^company/policy\\.yaml:\\d+:\\d+  identityProviders\\.corporate\\.metadata\\.file  warning: ${warning}$`,
            ),
          ),
        ),
      );
      expect(out.at(-2)).toBe(`company/policy.yaml: corporate: its last signing certificate ${line}`);
    },
  );

  it("tells it in JSON", async () => {
    const { out } = await checkSaml({ days: 10, validUntil: "2039-12-31T00:00:00Z" }, "--json");
    const path = "identityProviders.corporate.metadata.file";
    expect(JSON.parse(out.join())).toMatchObject({
      warnings: [{ path }, { path }],
      samlMetadata: {
        corporate: {
          certificateDays: 10,
          metadataDays: 9,
          certificates: [
            { fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), notAfter: "2040-01-01T00:00:00.000Z" },
          ],
        },
      },
    });
  });

  it("refuses an expired one with the place of its file", async () => {
    const { exitCode, out } = await checkSaml({ days: 10, validUntil: "2039-12-01T00:00:00Z" });
    expect(exitCode).toBe(1);
    expect(out[0]).toMatch(
      /^company\/policy\.yaml:\d+:7 {2}identityProviders\.corporate\.metadata\.file {2}expired on 2039-12-01; /,
    );
    expect(out.at(-1)).toBe("company/policy.yaml: 1 fault");
  });
});
