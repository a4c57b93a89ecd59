import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const core = new URL("../../functions/core/", import.meta.url);
const sources = readdirSync(core)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => [name, readFileSync(new URL(name, core), "utf8")] as const);

const IMPURE = ["Math.random", "Date.now", "new Date", "process.", "fetch(", "node:"];

describe("functions/core", () => {
  it("is where the decision is", () => {
    expect(sources.map(([name]) => name)).toContain("decide.ts");
  });

  it.each(sources)("has no clock, chance, environment or I/O in %s", (_, source) => {
    const found = source
      .split("\n")
      .flatMap((line, at) => (IMPURE.some((text) => line.includes(text)) ? [`line ${at + 1}: ${line}`] : []));
    expect(found).toStrictEqual([]);
  });
});
