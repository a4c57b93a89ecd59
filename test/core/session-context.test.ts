import { describe, expect, it } from "vitest";
import { formatSessionContext, parseSessionContext } from "../../functions/core/session-context.ts";

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

describe("parseSessionContext", () => {
  const launchId = "aZ09_-".repeat(4).slice(0, 22);
  const secret = "b".repeat(43);

  it("reads home, launch and secret of what the broker issues", () => {
    const text = formatSessionContext("eu-west-1", `${launchId}${secret}`);
    expect(parseSessionContext(text)).toStrictEqual({ region: "eu-west-1", launchId, secret });
  });

  it.each([
    ["nothing", ""],
    ["another version", `v2.eu-west-1.${launchId}${secret}`],
    ["no Region", `v1..${launchId}${secret}`],
    ["a shorter handle", `v1.eu-west-1.${launchId}${secret.slice(1)}`],
    ["a longer handle", `v1.eu-west-1.${launchId}${secret}b`],
    ["something before it", ` v1.eu-west-1.${launchId}${secret}`],
    ["a line after it", `v1.eu-west-1.${launchId}${secret}\n`],
    ["a handle that is not base64url", `v1.eu-west-1.${launchId}${secret.slice(1)}+`],
    ["a pass for another item of the table", `v1.eu-west-1.person:u-ana-0000000000${secret}`],
  ])("reads nothing of %s", (_name, text) => {
    expect(parseSessionContext(text)).toBeUndefined();
  });
});
