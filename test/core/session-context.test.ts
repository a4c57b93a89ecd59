import { describe, expect, it } from "vitest";
import { formatSessionContext } from "../../functions/core/session-context.ts";

const handle = "A".repeat(43);

describe("formatSessionContext", () => {
  it("joins version, Region and handle with dots", () => {
    const mixed = `${"aZ09_-".repeat(7)}x`;
    expect(formatSessionContext("eu-west-1", mixed)).toBe(`v1.eu-west-1.${mixed}`);
  });

  it("refuses a handle of fewer than 256 bits", () => {
    expect(() => formatSessionContext("eu-west-1", "A".repeat(42))).toThrow(TypeError);
  });

  it("fills AppStream's 256 characters and not one more", () => {
    const room = 256 - "v1.eu-west-1.".length;
    expect(formatSessionContext("eu-west-1", "A".repeat(room))).toHaveLength(256);
    expect(() => formatSessionContext("eu-west-1", "A".repeat(room + 1))).toThrow(
      "session context needs an AWS Region and a base64url handle of at least 256 bits",
    );
  });

  it.each(["+", "/", "=", ".", " ", "\n", "é"])(
    "refuses %j in the handle: it is not base64url",
    (character) => {
      expect(() => formatSessionContext("eu-west-1", `${handle}${character}`)).toThrow(TypeError);
      expect(() => formatSessionContext("eu-west-1", `${character}${handle}`)).toThrow(TypeError);
    },
  );

  it.each(["", "EU-WEST-1", "eu.west", "v1.eu-west-1", "eu_west_1", "eu-west-1\n", "r".repeat(33)])(
    "refuses %j as a Region",
    (region) => {
      expect(() => formatSessionContext(region, handle)).toThrow(TypeError);
    },
  );

  it.each(["a", "r".repeat(32)])("accepts %j as a Region", (region) => {
    expect(formatSessionContext(region, handle)).toBe(`v1.${region}.${handle}`);
  });
});
