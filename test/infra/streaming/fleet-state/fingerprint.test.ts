import { describe, expect, it } from "vitest";
import { fingerprint } from "../../../../infra/streaming/fleet-state/fingerprint.ts";

const ATTRIBUTES = { instanceType: "large", vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] }, imds: true };

describe("fingerprint", () => {
  it("is sixteen hexadecimal digits", () => {
    expect(fingerprint(ATTRIBUTES)).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ["the order of keys", { imds: true, vpcConfig: ATTRIBUTES.vpcConfig, instanceType: "large" }],
    ["text in place of a value, as CloudFormation writes it", { ...ATTRIBUTES, imds: "true" }],
  ])("does not see %s", (_what, attributes) => {
    expect(fingerprint(attributes)).toBe(fingerprint(ATTRIBUTES));
  });

  it.each([
    ["another value", { ...ATTRIBUTES, instanceType: "small" }],
    ["a missing key", { instanceType: "large", vpcConfig: ATTRIBUTES.vpcConfig }],
    ["the order of a list", { ...ATTRIBUTES, vpcConfig: { subnetIds: ["subnet-2", "subnet-1"] } }],
    ["a key that reads like two", { 'a":"b","c': "d" }],
    ["nothing at all", undefined],
  ])("sees %s", (_what, attributes) => {
    expect(fingerprint(attributes)).not.toBe(fingerprint(ATTRIBUTES));
  });

  it("tells one list item from two", () => {
    expect(fingerprint(["a,b"])).not.toBe(fingerprint(["a", "b"]));
  });
});
