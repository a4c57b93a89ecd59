/** `npm run smoke` as an operator types it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function smoke(...words: readonly string[]) {
  const all = ["infra/smoke/main.ts", ...words];
  return spawnSync(process.execPath, all, { cwd: root, encoding: "utf8", timeout: 15_000 });
}

describe("npm run smoke", () => {
  it.each([
    [["--patience-seconds", "abc"], "--patience-seconds takes a whole number"],
    [["--patience-seconds=-5"], "--patience-seconds takes a whole number"],
    [["--help"], "Unknown option '--help'"],
  ])("says what is wrong with %j, and how it is used", (words, message) => {
    const { status, stderr } = smoke(...words);
    expect(stderr).toContain(message);
    expect(stderr).toContain("usage: npm run smoke");
    expect(status).toBe(2);
  });

  it("tells the faults of a deployment that is none", () => {
    const { status, stderr } = smoke("nowhere.yaml");
    expect(stderr).toContain("nowhere.yaml:1:1");
    expect(status).toBe(1);
  });
});
