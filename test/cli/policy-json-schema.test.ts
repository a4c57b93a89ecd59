import { describe, expect, it } from "vitest";
import { type JsonSchema, policyJsonSchema, policyJsonSchemaText } from "../../cli/policy-json-schema.ts";

function at(...path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((schema, key) => Object(schema[key]), policyJsonSchema());
}

const fleet = at("properties", "fleets", "additionalProperties");

describe("policyJsonSchema", () => {
  it("is the schema that editors get: after a change run `vitest -u` on this file", async () => {
    await expect(policyJsonSchemaText()).toMatchFileSnapshot("../../docs/policy.schema.json");
  });

  it("refuses unknown keys", () => {
    expect(policyJsonSchema().additionalProperties).toBe(false);
    expect(fleet.additionalProperties).toBe(false);
  });

  it("requires what has no default", () => {
    expect(policyJsonSchema().required).toStrictEqual([
      "version",
      "identityProviders",
      "fleets",
      "applications",
    ]);
    expect(fleet.required).toStrictEqual(["region", "stack", "fleet", "jurisdiction"]);
  });

  it("tells defaults, limits and choices", () => {
    expect(at("properties", "limits", "properties", "maxCandidates")).toStrictEqual({
      type: "integer",
      minimum: 1,
      maximum: 20,
      default: 4,
    });
    expect(Object(fleet.properties).streamView).toStrictEqual({ enum: ["app", "desktop"], default: "app" });
  });

  it("has only patterns that editors can compile", () => {
    const patterns = [...policyJsonSchemaText().matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)];
    expect(patterns.length).toBeGreaterThan(10);
    for (const [, pattern] of patterns) {
      expect(() => new RegExp(JSON.parse(String(pattern)), "u")).not.toThrow();
    }
  });
});
