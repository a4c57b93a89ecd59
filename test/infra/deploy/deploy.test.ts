/** `npm run deploy` as an operator runs it who has no account at hand. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const EXAMPLES = join(root, "infra/deployment/example");
const folder = mkdtempSync(join(tmpdir(), "streamgate-deploy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SYNTH_MILLISECONDS = 120_000;

function deploy(...words: readonly string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    BUILD_FOLDER: join(folder, "build"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const all = [join(root, "infra/deploy/main.ts"), ...words];
  return spawnSync(process.execPath, all, { cwd: root, env, encoding: "utf8", input: "" });
}

describe("npm run deploy", () => {
  it("stops at a file with faults, before anything is built", () => {
    const file = join(folder, "faulty.yaml");
    const example = readFileSync(join(EXAMPLES, "regional.yaml"), "utf8");
    writeFileSync(file, example.replace("edge: regional", "edge: none"));
    const { status, stderr, stdout } = deploy(file);
    expect(stderr).toContain("faulty.yaml:");
    expect(stdout).toBe("");
    expect(status).toBe(1);
    expect(existsSync(join(folder, "build"))).toBe(false);
  });

  it.each([
    [["--only", "brokers"], "--only takes state, secrets"],
    [["--force"], "Unknown option '--force'"],
  ])("says what is wrong with %j and how it is used", (words, message) => {
    const { status, stderr } = deploy(...words);
    expect(stderr).toContain(message);
    expect(stderr).toContain("usage: npm run deploy");
    expect(status).toBe(1);
  });

  it(
    "synthesises, and without credentials says whose it needs and deploys nothing",
    () => {
      const { status, stderr, stdout } = deploy(join(EXAMPLES, "regional.yaml"));
      expect(stdout).toMatch(
        /^Checked .*regional\.yaml: streamgate-regional in eu-west-1, policy [0-9a-f]{16}\n/,
      );
      expect(stdout).toContain("4 templates in ");
      expect(stderr).toContain("Nothing is deployed: the account 111122223333 could not be compared.");
      expect(stdout).not.toContain("== ");
      expect(status).toBe(1);
    },
    SYNTH_MILLISECONDS,
  );
});
