import { describe, expect, it } from "vitest";
import { printable } from "../../../functions/identity/saml/printable.ts";

describe("printable", () => {
  it("leaves what people write", () => {
    const text = "CN=Identität & más, O=例 (1)";
    expect(printable(text)).toBe(text);
  });

  it.each(["\u001b[31m", "\u009b31m", "\n", "\t", "\u202e", "\u2028", "\u0007", "\ud800"])(
    "takes %j out",
    (text) => {
      expect(printable(`a${text}`)).toMatch(/^a\?/);
    },
  );

  it("cuts what is too long", () => {
    expect(printable("x".repeat(300))).toBe(`${"x".repeat(200)}…`);
  });
});
