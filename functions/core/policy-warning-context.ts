/** Deep links whose pattern lets through what a command line would take for more than text. */
import { admittedBy } from "./context-pattern.ts";
import type { ContextDeclaration, Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const contextWarnings = {
  context_admits_everything: (policy) =>
    ofPatterns(policy, (declaration) =>
      admitsEverything(declaration)
        ? "admits any text: whoever writes a link writes what reaches the application; say which characters may stand there"
        : undefined,
    ),
  context_admits_shell_characters: (policy) =>
    ofPatterns(policy, (declaration) => {
      const admitted = [...SHELL].filter((character) => admittedBy(declaration.pattern, character));
      if (admitted.length === 0 || admitsEverything(declaration)) return undefined;
      return `admits ${admitted.map((character) => NAMES[character] ?? character).join(" ")}: to a command line these are more than text; leave them out`;
    }),
} satisfies PolicyRules;

/** Of cmd, PowerShell and POSIX shells: what quotes, joins, redirects or stands for something else. */
const SHELL = ";&|<>$`\"'%^\n";
const NAMES: Readonly<Record<string, string>> = { "\n": "line breaks" };

/** No pattern that was thought about has all of these. */
const ANYTHING: readonly string[] = ["; rm -rf /", '"&calc.exe|"', "$(id)", "--help", "../../x", "über"];

function admitsEverything({ pattern }: ContextDeclaration): boolean {
  const anchored = new RegExp(`^(?:${pattern})$`, "v");
  return ANYTHING.every((text) => anchored.test(text));
}

function ofPatterns(
  { applications }: Policy,
  fault: (declaration: ContextDeclaration) => string | undefined,
): readonly PolicyIssue[] {
  return Object.entries(applications).flatMap(([id, { context }]) => {
    const message = context === null ? undefined : fault(context);
    return message === undefined ? [] : [{ path: ["applications", id, "context", "pattern"], message }];
  });
}
