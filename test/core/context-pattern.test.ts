import { describe, expect, it } from "vitest";
import { admittedBy, contextPatternFault, mayBacktrackOver } from "../../functions/core/context-pattern.ts";

describe("contextPatternFault", () => {
  it.each([
    "[A-Z]{3}-[0-9]{1,6}",
    "(?:[a-z]+-)?[0-9]+",
    "(?:[0-9]{2}:){2}[0-9]{2}",
    "report|invoice",
    "(?:report|invoice)-[0-9]+?",
    "(?:report|invoice)?",
    "[a\\(b\\|*+?]+",
    "[\\q{ab|c}\\d]+",
    "[[a-z]--[aeiou]]+",
    "\\p{Letter}+\\u{1F600}?",
    "(?<year>[0-9]{4})-(?<month>[0-9]{2})",
    "(?=[a-z])[a-z0-9]{2,}",
    "(?<!x)a+",
    "\\(a+\\)+",
    "a{2,3}?",
    "(?i:abc)+",
    "",
  ])("accepts %j", (pattern) => {
    expect(contextPatternFault(pattern)).toBeUndefined();
  });

  it.each([
    "(a+)+",
    "(?:a*)*",
    "(?:a?){2}",
    "(?:[a-z]{1,8}-){3}",
    "(?:x(?:a+)y)*",
    "((a+))+",
    "(?:a{2,})+?",
    "(?<n>a+)*",
  ])("refuses %j, repetition inside repetition", (pattern) => {
    expect(contextPatternFault(pattern)).toBe(
      "must not repeat a group that itself repeats, such as (a+)+: its cost can explode",
    );
  });

  it.each(["(a|a)*", "(?:a|b)+", "(?:x(?:a|b)){2,}"])("refuses %j, a choice inside repetition", (pattern) => {
    expect(contextPatternFault(pattern)).toBe(
      "must not repeat a group that holds a choice, such as (a|b)+: use a character class, or write it out",
    );
  });

  it.each(["(a)\\1", "(?<name>a)\\k<name>"])("refuses %j, a backreference", (pattern) => {
    expect(contextPatternFault(pattern)).toBe(
      "must not use a backreference; say what may stand there instead",
    );
  });

  it.each([
    ["(", "Unterminated group"],
    ["a)(b", "Unmatched ')'"],
    ["[a&&&b]", "Invalid character in character class"],
  ])("refuses %j, which does not compile", (pattern, reason) => {
    expect(contextPatternFault(pattern)).toBe(
      `must be a regular expression that compiles with the v flag (${reason})`,
    );
  });
});

describe("mayBacktrackOver", () => {
  it.each([
    ["[A-Z]{3}-[0-9]{1,6}", 1024],
    ["[a-z]+-[0-9]+", 256],
    ["[*+?]{1,32}/[*]*", 256],
    ["(?:ab){3}x?", 1024],
    ["(?:DEAL|TRADE|REPO)-[0-9]{1,8}", 256],
    ["a|b|(?:c|d)", 1024],
  ])("lets %j decide over %i characters", (pattern, maxLength) => {
    expect(mayBacktrackOver(pattern, maxLength)).toBe(true);
  });

  it.each([
    ["[a-z]*[a-z]*[a-z]*0", 256],
    ["[a-z]+-[0-9]+", 1024],
    [".{1,64}.{1,64}.{1,64}", 256],
    ["(?:a|a)".repeat(17), 64],
  ])("refuses %j over %i characters", (pattern, maxLength) => {
    expect(mayBacktrackOver(pattern, maxLength)).toBe(false);
  });
});

describe("admittedBy", () => {
  it.each([
    ["a;b", true],
    ["[^a-z]", true],
    [".", true],
    ["(?:x|(;))", true],
    ["\\x3b{2}", true],
    ["\\u003B", true],
    ["\\cJ\\u{3C}", false],
    ["[[a-z]&&[a-f]][;]?", true],
    ["", false],
    ["[[a-z;]--[;]]", false],
    ["(?![;&])[a-z]+", false],
    ["(?<!(?:;|,)x)[a-z]+", false],
    ["\\p{L}{1,9}$", false],
  ])("knows whether %s takes a semicolon: %s", (pattern, expected) => {
    expect(admittedBy(pattern, ";")).toBe(expected);
  });
});
