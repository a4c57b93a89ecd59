/**
 * A short name for a set of attributes, equal only for equal sets.
 * CloudFormation hands every value to a custom resource as text, so `true` and `"true"` are one here.
 */
import { createHash } from "node:crypto";

export function fingerprint(attributes: unknown): string {
  return createHash("sha256").update(canonical(attributes)).digest("hex").slice(0, 16);
}

/** Keys in order, values as text; the order of a list counts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(String(value));
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join()}}`;
}
