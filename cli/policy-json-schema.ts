/**
 * JSON Schema (draft 2020-12) of the policy file, for editors: completion and first faults while typing.
 * Read off the schema that the compiler uses, so the two cannot differ in keys; what JSON Schema cannot say
 * (references, walls, time zones) only `streamgate check` says.
 */
import { policySchema } from "../functions/core/policy-schema.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is read of valibot's schemas and actions. */
interface Part {
  readonly kind: string;
  readonly type: string;
  readonly pipe?: readonly Part[];
  readonly entries?: Readonly<Record<string, Part>>;
  readonly rest?: Part;
  readonly key?: Part | string;
  readonly value?: Part;
  readonly item?: Part;
  readonly wrapped?: Part;
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly description?: string;
}

export function policyJsonSchema(): JsonSchema {
  return jsonSchemaOf("Streamgate policy", policySchema);
}

/** Ready for docs/policy.schema.json. */
export function policyJsonSchemaText(): string {
  return jsonSchemaText(policyJsonSchema());
}

/** Of any schema made of the shapes that the policy's is made of (policy-schema-shapes.ts). */
export function jsonSchemaOf(title: string, schema: unknown): JsonSchema {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...jsonSchemaPart(schema) };
}

/** To stand inside another document. */
export function jsonSchemaPart(schema: unknown): JsonSchema {
  return schemaOf(partOf(schema));
}

export function jsonSchemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function schemaOf(part: Part): JsonSchema {
  if (part.pipe !== undefined) return pipeOf(part.pipe);
  switch (part.type) {
    case "string":
    case "number":
    case "boolean":
      return { type: part.type };
    case "literal":
      return { const: part.literal };
    case "picklist":
      return { enum: part.options };
    case "array":
      return { type: "array", items: schemaOf(partOf(part.item)) };
    case "nullable":
      return { anyOf: [schemaOf(partOf(part.wrapped)), { type: "null" }] };
    case "optional":
      return { ...schemaOf(partOf(part.wrapped)), default: part.default };
    case "union":
    case "variant":
      return { anyOf: (part.options ?? []).map((option) => schemaOf(partOf(option))) };
    case "record":
      return {
        type: "object",
        propertyNames: schemaOf(partOf(part.key)),
        additionalProperties: schemaOf(partOf(part.value)),
      };
    case "loose_object":
      // Loose for valibot, which stops at the first unknown key; the check beside it refuses them all.
      return { ...objectOf(part), additionalProperties: false };
    case "object":
      // What is not known is left aside.
      return objectOf(part);
    case "object_with_rest":
      return { ...objectOf(part), additionalProperties: schemaOf(partOf(part.rest)) };
    default:
      throw new TypeError(`no JSON Schema for valibot's ${part.type}`);
  }
}

/** The checks narrow the last schema of the pipe; a bare `custom` before it only words a message. */
function pipeOf(pipe: readonly Part[]): JsonSchema {
  const base = pipe.findLast(
    (part) => part.kind === "schema" && (part.type !== "custom" || part.pipe !== undefined),
  );
  const schema = schemaOf(partOf(base));
  return Object.assign({}, schema, ...pipe.map((part) => narrowed(part, schema)));
}

function narrowed({ type, requirement, description }: Part, schema: JsonSchema): JsonSchema {
  switch (type) {
    case "regex":
      // A RegExp is written as /source/flags.
      return { pattern: String(requirement).replace(/^\/(.*)\/\w*$/s, "$1") };
    case "integer":
      return { type: "integer" };
    case "min_value":
      return { minimum: requirement };
    case "max_value":
      return { maximum: requirement };
    case "non_empty":
      return schema.type === "array" ? { minItems: 1 } : {};
    case "max_length":
      return schema.type === "array" ? { maxItems: requirement } : { maxLength: requirement };
    case "description":
      return { description };
    case "includes":
      return { contains: { const: requirement } };
    default:
      return {};
  }
}

function objectOf({ entries = {} }: Part): JsonSchema {
  const required = Object.keys(entries).filter((key) => entries[key]?.type !== "optional");
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, schemaOf(entry)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function partOf(value: unknown): Part {
  if (typeof value === "object" && value !== null && "kind" in value && "type" in value) return value as Part;
  throw new TypeError("this is no part of a valibot schema");
}
