import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadPolicyText } from "../../../cli/policy-file.ts";
import { startWorld } from "../../../dev/world/world.ts";

const POLICY = new URL("../../../dev/policy.yaml", import.meta.url);

describe("startWorld", () => {
  it("hands the emulator what it is told about it, and keeps the policy's fleets", async () => {
    const policy = loadPolicyText(readFileSync(POLICY, "utf8"), "dev/policy.yaml");
    if (!policy.ok) throw new Error(JSON.stringify(policy.error));
    const nowMilliseconds = () => Date.UTC(2026, 10, 20);
    const audit = { write: () => undefined };
    const world = await startWorld({ port: 0, policy: policy.value, audit, appstream: { nowMilliseconds } });
    onTestFinished(() => world.stop());
    expect(world.appstream.nowMilliseconds()).toBe(nowMilliseconds());
    expect(Object.keys(world.appstream.regions)).toContain("eu-west-1");
  });
});
