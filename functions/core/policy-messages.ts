/**
 * From valibot's issues to sentences that say what to do, each at the path it is about.
 * Invariant: no message repeats a value of the policy, only keys and what is allowed.
 */
import type * as v from "valibot";
import type { PolicyIssue } from "./policy-schema.ts";

type Path = readonly (string | number)[];

/** Fallback for schemas that carry no message of their own. */
export function schemaMessage({ type, expected, input }: v.BaseIssue<unknown>): string {
  switch (type) {
    case "string":
      return ["number", "boolean"].includes(typeof input)
        ? "must be a text; put it in quotes"
        : "must be a text";
    case "number":
      return "must be a number";
    case "boolean":
      return "must be true or false";
    case "array":
      return "must be a list";
    case "loose_object":
    case "object_with_rest":
      return `missing key \`${literals(expected).join("")}\``;
    default:
      return `must be ${alternatives(literals(expected))}`;
  }
}

/**
 * A union says only "none of these". Where the value got inside one of the alternatives (a map, a list),
 * what went wrong in there says more.
 */
export function policyIssuesOf(issues: readonly v.BaseIssue<unknown>[], parent: Path = []): PolicyIssue[] {
  return issues.flatMap((issue) => {
    const path = [...parent, ...(issue.path ?? []).map(keyOf)];
    const inside = (issue.issues ?? []).filter((nested) => nested.path !== undefined);
    return inside.length > 0 ? policyIssuesOf(inside, path) : [{ path, message: issue.message }];
  });
}

function keyOf(item: v.IssuePathItem): string | number {
  return typeof item.key === "number" ? item.key : String(item.key);
}

/** valibot writes what it expects as `"a"` or `("a" | "b")`. */
function literals(expected: string | null): readonly string[] {
  return [...String(expected).matchAll(/"([^"]*)"|\b\d+\b/g)].map((match) => match[1] ?? match[0]);
}

function alternatives(allowed: readonly string[]): string {
  const [only, ...more] = allowed.map((value) => `\`${value}\``);
  return more.length === 0 ? String(only) : `one of ${[only, ...more].join(", ")}`;
}
