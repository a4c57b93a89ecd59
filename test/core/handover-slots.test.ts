import { describe, expect, it } from "vitest";
import { fill, slotsIn, strangersIn } from "../../functions/core/handover-slots.ts";

describe("slotsIn", () => {
  it("finds every slot, in order", () => {
    expect(slotsIn("--a={context} {userId}{email}")).toStrictEqual(["context", "userId", "email"]);
    expect(slotsIn("{displayName} {constructor}")).toStrictEqual([]);
  });
});

describe("fill", () => {
  it("puts values in place of slots once, and leaves everything else", () => {
    expect(fill("{ {context} {other}", () => "{userId}")).toBe("{ {userId} {other}");
  });
});

describe("strangersIn", () => {
  it.each([
    ["{context}", []],
    ["{Context}{displayName}", ["{Context}", "{displayName}"]],
    ["{}", ["{}"]],
    ["{{context}}", ["{", "}"]],
    ["{context", ["{"]],
  ])("finds in %s what is in braces and no slot", (template, strangers) => {
    expect(strangersIn(template)).toStrictEqual(strangers);
  });
});
