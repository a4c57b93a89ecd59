import { describe, expect, it } from "vitest";
import { kindOf, kindsIn, type RolledStack, rolloutOrder } from "../../../infra/deploy/rollout-order.ts";

const REGIONS = ["eu-west-1", "us-east-1"];

function stack(kind: string, region: string, ...needs: string[]): RolledStack {
  return { name: `gate-${kind}-${region}`, region, needs };
}

const STACKS = [
  stack("edge", "us-east-1", "gate-broker-eu-west-1", "gate-broker-us-east-1"),
  stack("broker", "us-east-1", "gate-secrets-eu-west-1"),
  stack("broker", "eu-west-1", "gate-secrets-eu-west-1"),
  stack("streaming", "ap-southeast-2"),
  stack("streaming", "us-east-1"),
  stack("audit", "eu-west-1", "gate-state-eu-west-1"),
  stack("secrets", "eu-west-1", "gate-state-eu-west-1"),
  stack("state", "us-east-1", "gate-state-eu-west-1"),
  stack("state", "eu-west-1"),
];

const names = (stacks: readonly RolledStack[]) => stacks.map(({ name }) => name);

describe("rolloutOrder", () => {
  it("takes what is needed first, fleets before brokers, and one Region after the other", () => {
    expect(names(rolloutOrder("gate", REGIONS, STACKS))).toEqual([
      "gate-state-eu-west-1",
      "gate-state-us-east-1",
      "gate-secrets-eu-west-1",
      "gate-audit-eu-west-1",
      "gate-streaming-us-east-1",
      "gate-streaming-ap-southeast-2",
      "gate-broker-eu-west-1",
      "gate-broker-us-east-1",
      "gate-edge-us-east-1",
    ]);
  });

  it("goes by the order of the deployment's Regions", () => {
    const ordered = names(
      rolloutOrder("gate", REGIONS.toReversed(), [
        stack("broker", "eu-west-1"),
        stack("broker", "us-east-1"),
      ]),
    );
    expect(ordered).toEqual(["gate-broker-us-east-1", "gate-broker-eu-west-1"]);
  });

  it("refuses an order in which something would be missing", () => {
    const stacks = [stack("state", "eu-west-1", "gate-edge-us-east-1"), stack("edge", "us-east-1")];
    expect(() => rolloutOrder("gate", REGIONS, stacks)).toThrow(
      "gate-state-eu-west-1 would be deployed before gate-edge-us-east-1",
    );
  });
});

describe("kindsIn", () => {
  it("are all where none is named", () => {
    expect(kindsIn(undefined)).toEqual({
      ok: true,
      value: ["state", "secrets", "audit", "streaming", "broker", "watch", "edge"],
    });
  });

  it("are those that are named", () => {
    expect(kindsIn("broker, edge")).toEqual({ ok: true, value: ["broker", "edge"] });
  });

  it("are no others", () => {
    expect(kindsIn("broker,edges")).toEqual({
      ok: false,
      error: "--only takes state, secrets, audit, streaming, broker, watch, edge, and not edges",
    });
  });
});

describe("kindOf", () => {
  it("reads the kind between the deployment's name and the Region", () => {
    expect(kindOf("my-gate", "my-gate-broker-eu-west-1")).toBe("broker");
  });

  it("refuses the stack of somebody else", () => {
    expect(() => kindOf("gate", "gate-website")).toThrow("gate-website is no stack of gate");
  });
});
