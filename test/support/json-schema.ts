/**
 * A value against a JSON Schema (draft 2020-12), with the keywords that our own documents use: an unknown keyword is an
 * error, so that nothing is taken for checked which is not.
 */
type Schema = Readonly<Record<string, unknown>>;

const ANNOTATIONS = new Set(["description", "default", "title"]);

/** Paths of what does not fit; empty: the value is as the schema says. */
export function schemaFaults(schema: unknown, value: unknown, root: unknown, path = "$"): readonly string[] {
  return Object.entries(Object(schema)).flatMap(([keyword, requirement]) =>
    keywordFaults(keyword, requirement, Object(schema), value, root, path),
  );
}

function keywordFaults(
  keyword: string,
  requirement: unknown,
  schema: Schema,
  value: unknown,
  root: unknown,
  path: string,
): readonly string[] {
  const inner = (part: unknown, child: unknown, key: string | number): readonly string[] =>
    schemaFaults(part, child, root, `${path}.${key}`);
  const must = (holds: boolean): readonly string[] => (holds ? [] : [`${path}: ${keyword}`]);
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const members = isMap ? Object.entries(value) : [];
  switch (keyword) {
    case "$ref":
      return schemaFaults(resolved(String(requirement), root), value, root, path);
    case "type":
      return must(isOfType(String(requirement), value));
    case "const":
      return must(value === requirement);
    case "enum":
      return must(Array.isArray(requirement) && requirement.includes(value));
    case "pattern":
      return must(typeof value !== "string" || new RegExp(String(requirement), "u").test(value));
    case "maxLength":
      return must(typeof value !== "string" || [...value].length <= Number(requirement));
    case "maxItems":
      return must(!Array.isArray(value) || value.length <= Number(requirement));
    case "minimum":
      return must(typeof value !== "number" || value >= Number(requirement));
    case "maximum":
      return must(typeof value !== "number" || value <= Number(requirement));
    case "items":
      return Array.isArray(value) ? value.flatMap((child, index) => inner(requirement, child, index)) : [];
    case "required":
      return isMap ? must((requirement as string[]).every((key) => Object.hasOwn(value, key))) : [];
    case "properties": {
      const known = Object(requirement);
      return members.flatMap(([key, child]) =>
        Object.hasOwn(known, key) ? inner(known[key], child, key) : [],
      );
    }
    case "additionalProperties": {
      const others = members.filter(([key]) => !Object.hasOwn(Object(schema.properties), key));
      if (requirement === false) return others.map(([key]) => `${path}.${key}: not described`);
      return others.flatMap(([key, child]) => inner(requirement, child, key));
    }
    case "propertyNames":
      return members.flatMap(([key]) => inner(requirement, key, key));
    case "anyOf":
      return must(
        (requirement as unknown[]).some((option) => schemaFaults(option, value, root).length === 0),
      );
    default:
      if (ANNOTATIONS.has(keyword)) return [];
      throw new TypeError(`test/support/json-schema.ts does not know ${keyword}`);
  }
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function resolved(reference: string, root: unknown): unknown {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .reduce((part, key) => Object(part)[key], root);
}
