import { describe, expect, it } from "vitest";
import { closest, suggestion } from "../../functions/core/closest.ts";

const KEYS = ["audience", "appstreamApplication", "fleets", "id"];

describe("closest", () => {
  it.each([
    ["audiance", "audience"],
    ["Fleets", "fleets"],
    ["fleet", "fleets"],
    ["appStreamAplication", "appstreamApplication"],
  ])("takes %s for %s", (written, meant) => {
    expect(closest(written, KEYS)).toBe(meant);
  });

  it("takes the nearest of several", () => {
    expect(closest("eu-west-9", ["us-west-2", "eu-west-1"])).toBe("eu-west-1");
  });

  it.each(["colour", "", "x"])("takes %j for nothing", (written) => {
    expect(closest(written, KEYS)).toBeUndefined();
  });
});

describe("suggestion", () => {
  it("asks back", () => {
    expect(suggestion("audiance", KEYS)).toBe("; did you mean `audience`?");
  });

  it("is silent without a likely word", () => {
    expect(suggestion("colour", KEYS)).toBe("");
  });

  it("does not compare a text that is no slip of the pen", () => {
    expect(suggestion("x".repeat(65), ["x".repeat(64)])).toBe("");
  });
});
