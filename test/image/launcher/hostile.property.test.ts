import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAnswer } from "../../../image/launcher/answer.ts";
import { parseConfiguration } from "../../../image/launcher/configuration.ts";
import { declaredStart } from "../../../image/launcher/declared.ts";
import { isPlainText } from "../../../image/launcher/plain-text.ts";
import { parseProfileVariables } from "../../../image/launcher/profile-variables.ts";
import { parseSessionContext } from "../../../image/launcher/session-context.ts";
import { aLaunch } from "../../support/launcher-broker.ts";

const anything = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.string());
const PROGRAM = {
  program: "/usr/bin/treasury",
  arguments: [],
  accepts: { arguments: ["--profile=treasury", "--open=*"], environment: [] },
};
/** What people might add to a declared argument to make it another. */
const word = fc.oneof(
  fc.constantFrom("--profile=treasury", "--open=", "--open=a", "--profile=", "-", "--", "--no-sandbox"),
  fc.string(),
  fc
    .tuple(fc.constantFrom("--open=", "--profile=treasury"), fc.string({ unit: "binary" }))
    .map((two) => two.join("")),
);

describe("the launcher's parsers", () => {
  it("never throw, whatever they are given", () => {
    const parsers = [parseAnswer, parseConfiguration, parseSessionContext, parseProfileVariables];
    fc.assert(
      fc.property(anything, (text) => {
        for (const parse of parsers) expect(() => parse(text)).not.toThrow();
      }),
    );
  });
});

describe("declaredStart", () => {
  it("lets no word through that is not declared, and sometimes lets one", () => {
    let started = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), (words) => {
        const start = declaredStart(aLaunch({ arguments: words, environment: {} }), PROGRAM);
        if (!start.ok || start.value.kind !== "program") return;
        started += words.length;
        expect(start.value.arguments).toEqual(words);
        expect(words.length).toBeLessThanOrEqual(2);
        for (const one of words) {
          expect(one === "--profile=treasury" || one.startsWith("--open=")).toBe(true);
          expect(isPlainText(one)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(started).toBeGreaterThan(0);
  });
});

describe("isPlainText", () => {
  it("takes nothing that any form of Unicode makes a quote, a percent sign or invisible", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2 }), (text) => {
        if (!isPlainText(text)) return;
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) {
          expect(text.normalize(form)).not.toMatch(/["'`%\p{C}\p{Default_Ignorable_Code_Point}]/u);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
