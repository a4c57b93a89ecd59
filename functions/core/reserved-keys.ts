/** Keys that no input may have: an object answers to them whether it has them or not. */
import type { PolicyIssue } from "./policy-schema.ts";

const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** valibot passes over these keys in silence, and an unknown key must be an error. */
export function reservedKeys(
  value: unknown,
  path: PolicyIssue["path"] = [],
  seen: Set<unknown> = new Set(),
): readonly PolicyIssue[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return RESERVED.includes(key)
      ? [{ path: here, message: "must have another name" }]
      : reservedKeys(child, here, seen);
  });
}
