/** EventBridge's own matching, as far as our patterns use it. */

export function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((each) => matches(pattern, each));
  if (Array.isArray(pattern)) return pattern.some((matcher) => matchesValue(matcher, event));
  const fields = (event ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(pattern as object).every(([name, inner]) =>
    name === "$or" ? inner.some((each: unknown) => matches(each, event)) : matches(inner, fields[name]),
  );
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (typeof matcher === "string") return matcher === value;
  if (typeof value !== "string") return false;
  const { prefix, suffix, "anything-but": others } = matcher as Readonly<Record<string, string>>;
  if (prefix !== undefined) return value.startsWith(prefix);
  if (suffix !== undefined) return value.endsWith(suffix);
  return others !== undefined && !others.includes(value);
}
