import { describe, expect, it } from "vitest";
import { bindingText } from "../../functions/core/handle-binding.ts";

const ANA = { userId: "u-ana", region: "eu-west-1", stack: "treasury", fleet: "treasury-ireland" };

describe("bindingText", () => {
  it("names the person and the place, one a line", () => {
    expect(bindingText(ANA)).toBe("u-ana\neu-west-1\ntreasury\ntreasury-ireland");
  });

  it.each(Object.keys(ANA))("is another text with another %s", (part) => {
    expect(bindingText({ ...ANA, [part]: "other" })).not.toBe(bindingText(ANA));
  });

  it.each(Object.keys(ANA))(
    "is none with a line break in %s, which could stand for another place",
    (part) => {
      expect(() => bindingText({ ...ANA, [part]: "u-ana\neu-west-1" })).toThrow(TypeError);
    },
  );
});
