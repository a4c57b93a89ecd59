/**
 * The raw input of a deployment: what a schema cannot see in it, and what is left of it without its faults.
 */
import type { PolicyIssue } from "../../functions/core/policy-schema.ts";

type Path = PolicyIssue["path"];

/** A default for a lock that nobody can open is no default. */
export function unwrittenYears(input: unknown): readonly PolicyIssue[] {
  const archive = ["retention", "archive"].reduce(settingAt, input);
  if (settingAt(archive, "mode") !== "compliance" || settingAt(archive, "years") !== undefined) return [];
  return [
    {
      path: ["retention", "archive", "mode"],
      message:
        "is `compliance`, which nobody can undo before its time, the account's root included; write the years: `years: 7`",
    },
  ];
}

/**
 * A copy without the faulty settings, whose defaults then stand in. Items stay where they are, since whatever follows is
 * known by its place; so a faulty item, like a missing key, leaves a copy that the schema will refuse again.
 */
export function withoutFaults(input: unknown, issues: readonly PolicyIssue[]): unknown {
  return issues.reduce<unknown>((rest, { path }) => without(rest, path), input);
}

/** Copies only what stands on the path, so that a value that holds itself is no trouble. */
function without(value: unknown, [key, ...path]: Path): unknown {
  if (key === undefined) return undefined;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? without(item, path) : item));
  }
  if (!isMap(value) || !Object.hasOwn(value, key)) return value;
  const { [key]: inner, ...others } = value;
  return path.length === 0 ? others : { ...others, [key]: without(inner, path) };
}

export function settingAt(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isMap(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
