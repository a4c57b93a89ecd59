import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../cli/policy-json-schema.ts";
import {
  deploymentJsonSchema,
  deploymentJsonSchemaText,
} from "../../../infra/deployment/deployment-json-schema.ts";

function at(...path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((schema, key) => Object(schema[key]), deploymentJsonSchema());
}

describe("deploymentJsonSchema", () => {
  it("is the schema that editors get: after a change run `vitest -u` on this file", async () => {
    await expect(deploymentJsonSchemaText()).toMatchFileSnapshot("../../../docs/deployment.schema.json");
  });

  it("has a title, knows every key, and requires what has no default", () => {
    expect(deploymentJsonSchema()).toMatchObject({
      title: "Streamgate deployment",
      additionalProperties: false,
    });
    expect(deploymentJsonSchema().required).toStrictEqual([
      "version",
      "name",
      "account",
      "policy",
      "edge",
      "regions",
      "domain",
      "certificates",
      "alarms",
    ]);
  });

  it("names the functions there are", () => {
    expect(Object.keys(at("properties", "functions", "properties"))).toContain("launch");
  });

  it("says of certificates what no check of ours can see", () => {
    const { regional, originClient } = at("properties", "certificates", "properties");
    expect(regional).toMatchObject({ description: expect.stringMatching(/issued by ACM/) });
    expect(JSON.stringify(originClient)).toMatch(
      /"description":"Imported into ACM in us-east-1[^"]*clientAuth/,
    );
  });

  it("has only patterns that editors can compile", () => {
    const patterns = [...deploymentJsonSchemaText().matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)];
    expect(patterns.length).toBeGreaterThan(10);
    for (const [, pattern] of patterns) {
      expect(() => new RegExp(JSON.parse(String(pattern)), "u")).not.toThrow();
    }
  });
});
