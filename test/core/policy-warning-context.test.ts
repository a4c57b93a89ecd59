import { describe, expect, it } from "vitest";
import { warningsBy } from "../support/policy-warnings.ts";

const pattern = ["applications", "design", "context", "pattern"];

describe("contextWarnings", () => {
  it.each([".*", "[^]*", "[\\s\\S]+", "\\P{Cc}+", "(?:.+)?"])("warns that %s admits everything", (text) => {
    expect(warningsBy("context_admits_everything", [pattern, text])).toStrictEqual([
      "applications.design.context.pattern admits any text: whoever writes a link writes what reaches the application; say which characters may stand there",
    ]);
    expect(warningsBy("context_admits_shell_characters", [pattern, text])).toStrictEqual([]);
  });

  it.each([
    ["[a-z]+;[a-z]+", ";"],
    ["[\\w&=]+", "&"],
    ["[^;&\\|<>$`'%^\\n]{1,40}", '"'],
    ["C:\\\\.{1,20}\\.dwg", "; & | < > $ ` \" ' % ^"],
    ["[a-z\\s]+", "line breaks"],
    ["(?=(?:a|b)c)[[a-z]--[b]]{1,9}[;]", ";"],
  ])("warns of what %s admits of a command line", (text, admitted) => {
    expect(warningsBy("context_admits_shell_characters", [pattern, text])).toStrictEqual([
      `applications.design.context.pattern admits ${admitted}: to a command line these are more than text; leave them out`,
    ]);
  });

  it.each(["[A-Z]{3}-[0-9]{1,6}", "[\\w.\\-]+", "(?:a|b)/[0-9]{2}", "(?!(?:;|&)a)[a-z]{2}", "^[a-z]+$"])(
    "has nothing to say of %s",
    (text) => {
      expect(warningsBy("context_admits_shell_characters", [pattern, text])).toStrictEqual([]);
      expect(warningsBy("context_admits_everything", [pattern, text])).toStrictEqual([]);
    },
  );
});
