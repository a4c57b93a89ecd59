import { describe, expect, it } from "vitest";
import { type RollOutPorts, rollOut } from "../../../infra/deploy/roll-out.ts";
import type { RolledStack } from "../../../infra/deploy/rollout-order.ts";

const stack = (kind: string, region: string): RolledStack => ({
  name: `gate-${kind}-${region}`,
  region,
  needs: [],
});
const STACKS = [
  stack("state", "eu-west-1"),
  stack("broker", "eu-west-1"),
  stack("broker", "us-east-1"),
  stack("edge", "us-east-1"),
];

function aStage(overrides: Partial<RollOutPorts> = {}) {
  const done: string[] = [];
  const ports: RollOutPorts = {
    deploy: async ({ name }) => {
      done.push(name);
      return true;
    },
    outputsOf: async (name) => ({ HealthUrl: `https://${name}.example/healthz` }),
    health: async (url) => {
      done.push(url);
      return undefined;
    },
    tell: () => {},
    ...overrides,
  };
  return { done, ports };
}

describe("rollOut", () => {
  it("asks each Region's health before the next Region gets the version", async () => {
    const { done, ports } = aStage();
    expect(await rollOut("gate", STACKS, ports)).toEqual({ ok: true, value: null });
    expect(done).toEqual([
      "gate-state-eu-west-1",
      "gate-broker-eu-west-1",
      "https://gate-broker-eu-west-1.example/healthz",
      "gate-broker-us-east-1",
      "https://gate-broker-us-east-1.example/healthz",
      "gate-edge-us-east-1",
    ]);
  });

  it("stops at a Region that is sick", async () => {
    const { done, ports } = aStage({ health: async () => "answered 503, not 200" });
    expect(await rollOut("gate", STACKS, ports)).toEqual({
      ok: false,
      error:
        "eu-west-1 is not healthy (answered 503, not 200); the Regions after it keep the version they have. See docs/runbook.md.",
    });
    expect(done).toEqual(["gate-state-eu-west-1", "gate-broker-eu-west-1"]);
  });

  it("stops at a Region that cannot be asked", async () => {
    const { ports } = aStage({ outputsOf: async () => ({}) });
    const outcome = await rollOut("gate", STACKS, ports);
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining("has no HealthUrl") });
  });

  it("stops at a stack that failed", async () => {
    const tried: string[] = [];
    const { ports } = aStage({
      deploy: async ({ name }) => {
        tried.push(name);
        return name !== "gate-broker-eu-west-1";
      },
    });
    expect(await rollOut("gate", STACKS, ports)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^gate-broker-eu-west-1 failed/),
    });
    expect(tried).toEqual(["gate-state-eu-west-1", "gate-broker-eu-west-1"]);
  });
});
