import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { policySchema } from "../../../functions/core/policy-schema.ts";
import { checkReading } from "../../../infra/deployment/deployment-checks.ts";
import { readDeployment } from "../../../infra/deployment/deployment-schema.ts";
import { loadDeployment } from "../../../infra/deployment/load-deployment.ts";
import { type Json, withValue } from "../../support/policies.ts";
import { AUTHORITY_PEM, aDeploymentInput, aPolicyToDeploy } from "./deployments.ts";

const NOW = Date.UTC(2027, 0, 1) / 1_000;

async function load(deployment: string, policy: string, pem: string = AUTHORITY_PEM) {
  const files = new Map([
    ["deployment.yaml", deployment],
    ["policy.yaml", policy],
    ["authorities.pem", pem],
  ]);
  const readFile = async (path: string): Promise<string> => {
    const text = files.get(path);
    if (text === undefined) throw Object.assign(new Error("gone"), { code: "ENOENT" });
    return text;
  };
  return await loadDeployment("deployment.yaml", { readFile }, NOW);
}

/** Every path into an example, so that anything can be put anywhere. */
function pathsOf(
  value: Json,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...children.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

const deployment = aDeploymentInput();
const policy = aPolicyToDeploy();
const keys = fc.constantFrom("ireland", "constructor", "__proto__", "eu-west-1", "launch", "finance", "mode");
const words = fc.constantFrom(
  "ireland",
  "finance",
  "toString",
  "eu-west-1",
  "10.0.0.0/8",
  "0.0.0.0/0",
  "http://localhost",
);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string(),
  words,
  fc.array(words),
  fc.dictionary(keys, fc.jsonValue()),
  fc.integer(),
);

/** Either all is well or something is said, in a file, at a place. */
async function isAnswered(answer: ReturnType<typeof load>): Promise<void> {
  const loaded = await answer;
  if (loaded.ok) return;
  expect(loaded.error.length).toBeGreaterThan(0);
  for (const { column, file, line, message } of loaded.error) {
    expect(["deployment.yaml", "policy.yaml"]).toContain(file);
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(message).not.toBe("");
  }
}

describe("checkReading", () => {
  it("never throws where anything stands anywhere in a deployment, and says something of what it refuses", () => {
    const shape = v.parse(policySchema, policy);
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(deployment)), anything, (path, value) => {
        const reading = readDeployment(withValue(path, value as Json, deployment));
        const issues = checkReading(reading, shape);
        expect(issues.every(({ message }) => message !== "")).toBe(true);
        expect(reading.deployment !== null || issues.length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("loadDeployment", () => {
  it("never throws on any text", async () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."a: -[]{}&*!|>'\"#\n\t,?%") }));
    await fc.assert(
      fc.asyncProperty(texts, texts, async (first, second) => {
        await isAnswered(load(first, second, second));
        await isAnswered(load(stringify(deployment), first));
      }),
      { numRuns: 50 },
    );
  });

  it("never throws on any YAML", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (first, second) => {
        await isAnswered(load(stringify(first), stringify(second)));
      }),
      { numRuns: 50 },
    );
  });

  it("never throws where anything stands anywhere in a deployment", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(deployment)), anything, async (path, value) => {
        const changed = withValue(path, value as Json, deployment);
        await isAnswered(load(stringify(changed), stringify(policy)));
      }),
      { numRuns: 80 },
    );
  });

  it("never throws where anything stands anywhere in its policy", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsOf(policy)), anything, async (path, value) => {
        const changed = withValue(path, value as Json, policy);
        await isAnswered(load(stringify(deployment), stringify(changed)));
      }),
      { numRuns: 80 },
    );
  });
});
