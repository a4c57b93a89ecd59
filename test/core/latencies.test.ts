import { describe, expect, it } from "vitest";
import { isLatency, parseLatencies } from "../../functions/core/latencies.ts";

const REGIONS = new Set(["eu-west-1", "us-east-1", "us-gov-west-1"]);
const figures = (text: string | undefined) => {
  const parsed = parseLatencies(text, REGIONS);
  return parsed === undefined ? undefined : Object.fromEntries(parsed);
};
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => `us-${"abcdefgh"[at % 8]}${"ijklmn"[at >> 3]}-1:5`).join(".");

describe("parseLatencies", () => {
  it("reads milliseconds by Region", () => {
    expect(figures("eu-west-1:23.us-east-1:110")).toStrictEqual({ "eu-west-1": 23, "us-east-1": 110 });
    expect(figures("us-gov-west-1:1.eu-west-1:10000")).toStrictEqual({
      "us-gov-west-1": 1,
      "eu-west-1": 10_000,
    });
  });

  it("leaves out Regions that the policy does not use", () => {
    expect(figures("ap-south-1:180.eu-west-1:23")).toStrictEqual({ "eu-west-1": 23 });
    expect(figures("ap-south-1:180")).toBeUndefined();
  });

  it("reads forty Regions and no more", () => {
    expect(figures(`eu-west-1:23.${many(39)}`)).toStrictEqual({ "eu-west-1": 23 });
    expect(figures(`eu-west-1:23.${many(40)}`)).toBeUndefined();
  });

  it.each([
    undefined,
    "",
    ".",
    "eu-west-1",
    "eu-west-1:",
    "eu-west-1:0",
    "eu-west-1:023",
    "eu-west-1:10001",
    "eu-west-1:99999",
    "eu-west-1:100000",
    "eu-west-1:-5",
    "eu-west-1:2.5",
    "eu-west-1:1e3",
    "eu-west-1:٢٣",
    "eu-west-1:23.",
    ".eu-west-1:23",
    "eu-west-1:23.eu-west-1:24",
    "eu-west-1:23,us-east-1:110",
    "EU-WEST-1:23",
    "__proto__:23",
    "eu-west-1:23 ",
    `eu-west-1:23${".us-east-1:1".repeat(100)}`,
  ])("takes %j for nothing at all", (text) => {
    expect(figures(text)).toBeUndefined();
  });
});

describe("isLatency", () => {
  it.each([undefined, 0, -1, 1.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (figure) => {
    expect(isLatency(figure)).toBe(false);
  });

  it.each([1, 23, 10_000])("accepts %s", (figure) => {
    expect(isLatency(figure)).toBe(true);
  });
});
