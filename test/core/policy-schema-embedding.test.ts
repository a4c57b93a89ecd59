import { describe, expect, it } from "vitest";
import { aPolicyInput, withValue } from "../support/policies.ts";
import { messagesAt, policyOf } from "../support/policy-issues.ts";

const SCRIPT = "https://static.example.com/appstream_embed.js";

describe("embedding", () => {
  it("is off where it is left out", () => {
    expect(policyOf(aPolicyInput()).embedding).toBeNull();
  });

  it("fills in its defaults", () => {
    expect(policyOf(withValue(["embedding"], { script: SCRIPT })).embedding).toStrictEqual({
      script: SCRIPT,
      integrity: null,
      customUrlDomain: null,
    });
  });

  it.each([
    `${SCRIPT}?v=1`,
    `${SCRIPT}#x`,
    `${SCRIPT};script-src`,
    `${SCRIPT},x`,
    "https://*.example.com/a.js",
    `${SCRIPT}'`,
  ])("refuses %s, which would be more than one address to a browser", (script) => {
    expect(
      messagesAt(["embedding", "script"], script).join(" ") + messagesAt(["embedding"], { script }).join(" "),
    ).not.toBe("");
    expect(() => policyOf(withValue(["embedding"], { script }))).toThrow("must have no query");
  });

  it.each(["javascript:alert(1)", "/appstream_embed.js", "https://user@example.com/a.js"])(
    "refuses %s",
    (script) => {
      expect(() => policyOf(withValue(["embedding"], { script }))).toThrow("must be an https URL");
    },
  );

  it.each(["sha384-short", "md5-abc", `sha384-${"a".repeat(90)}`])("refuses the digest %s", (integrity) => {
    expect(() => policyOf(withValue(["embedding"], { script: SCRIPT, integrity }))).toThrow(
      "must be a digest",
    );
  });

  it("takes a digest and a domain", () => {
    const integrity = `sha384-${"a".repeat(64)}`;
    const input = { script: SCRIPT, integrity, customUrlDomain: "stream.example.com" };
    expect(policyOf(withValue(["embedding"], input)).embedding).toStrictEqual(input);
  });
});
