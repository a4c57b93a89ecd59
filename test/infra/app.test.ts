/** The CDK app as an operator runs it: a process of its own, with every rule. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Validations } from "aws-cdk-lib";
import { afterAll, describe, expect, it } from "vitest";
import type { LoadedDeployment } from "../../infra/deployment/load-deployment.ts";
import { appOf, loadExample } from "./assembly.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const EXAMPLES = join(root, "infra/deployment/example");
const folder = mkdtempSync(join(tmpdir(), "streamgate-app-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SYNTH_MILLISECONDS = 120_000;

/** Without credentials and without a Region: synth asks AWS nothing. */
function synth(deployment: string, name: string) {
  const outdir = join(folder, name);
  const environment = {
    PATH: process.env.PATH,
    DEPLOYMENT: deployment,
    CDK_OUTDIR: outdir,
    BUILD_FOLDER: join(folder, `${name}-build`),
  };
  const result = spawnSync(process.execPath, ["infra/app.ts"], {
    cwd: root,
    env: environment,
    encoding: "utf8",
  });
  return { ...result, outdir };
}

interface Finding {
  readonly ruleName: string;
}

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly conclusion: string;
    readonly violations: readonly Finding[];
    readonly suppressedViolations?: readonly (Finding & {
      readonly acknowledgedId: string;
      readonly acknowledgedAt: string;
    })[];
  }[];
}

/** `rule at path`, of every acknowledgement in the app. */
function acknowledged(loaded: LoadedDeployment): readonly string[] {
  const nodes = appOf(loaded).node.findAll();
  const entries = nodes.flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object).map((id) => `${id} at ${node.path}`)),
  );
  return [...new Set(entries)].toSorted();
}

/** CDK has some of its own, about the casing in its flow logs. */
function isOurs(entry: string): boolean {
  return !/^CloudFormation-Validate::F300[23] /.test(entry);
}

describe("infra/app.ts", () => {
  it.each([
    ["deployment.yaml", "cloudfront", 10],
    ["regional.yaml", "regional", 4],
  ] as const)(
    "makes the templates of %s; every finding is acknowledged, and every acknowledgement has a finding",
    async (file, edge, stacks) => {
      const { status, stderr, outdir } = synth(join(EXAMPLES, file), file);
      expect(stderr).toBe("");
      expect(status).toBe(0);
      const files = readdirSync(outdir);
      expect(files.filter((name) => name.endsWith(".template.json"))).toHaveLength(stacks);
      const report = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")) as Report;
      expect(report.pluginReports.map(({ pluginName }) => pluginName)).toEqual(
        expect.arrayContaining(["AwsSolutions", "cdk-validator-cfnguard"]),
      );
      for (const { conclusion, violations } of report.pluginReports) {
        expect({ conclusion, violations }).toEqual({ conclusion: "success", violations: [] });
      }
      const suppressed = report.pluginReports.flatMap(({ suppressedViolations = [] }) =>
        suppressedViolations.map(
          ({ acknowledgedId, acknowledgedAt }) => `${acknowledgedId} at ${acknowledgedAt}`,
        ),
      );
      expect([...new Set(suppressed)].filter(isOurs).toSorted()).toEqual(
        acknowledged(await loadExample(edge)).filter(isOurs),
      );
    },
    SYNTH_MILLISECONDS,
  );

  it("makes nothing of a deployment with faults, and tells them all", () => {
    const file = join(folder, "faulty.yaml");
    writeFileSync(
      file,
      readFileSync(join(EXAMPLES, "deployment.yaml"), "utf8")
        .replace("edge: cloudfront", "edge: none")
        .replace("account: ", "acount: "),
    );
    const { status, stderr, outdir } = synth(file, "faulty");
    expect(status).toBe(1);
    expect(stderr).toContain("faulty.yaml:");
    expect(stderr.trim().split("\n").length).toBeGreaterThan(1);
    expect(existsSync(join(outdir, "manifest.json"))).toBe(false);
  });

  it("says so where it cannot write", () => {
    writeFileSync(join(folder, "taken-build"), "a file");
    const { status, stderr } = synth(join(EXAMPLES, "regional.yaml"), "taken");
    expect(status).toBe(1);
    expect(stderr).toMatch(/cannot be written \(\w+\): remove it, or name another folder in BUILD_FOLDER\n$/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("says so where there is no file", () => {
    const { status, stderr } = synth(join(folder, "none.yaml"), "none");
    expect(status).toBe(1);
    expect(stderr).toContain("no such file");
  });
});
