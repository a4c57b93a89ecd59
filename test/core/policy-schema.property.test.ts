import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../functions/core/policy-schema.ts";
import { policyWarnings } from "../../functions/core/policy-warnings.ts";
import { aPolicyInput, type Json, withValue } from "../support/policies.ts";

/** Every path into the example, so that anything can be put anywhere. */
function pathsOf(
  value: Json,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...children.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

const somewhere = fc.constantFrom(...pathsOf(aPolicyInput()));
const keys = fc.constantFrom("ireland", "constructor", "__proto__", "toString", "en", "id");
// JSON writes a negative zero as `0`.
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const anything = fc.oneof(
  json,
  fc.string(),
  fc.dictionary(keys, json),
  fc.array(fc.constantFrom("ireland", "virginia", "toString", "EU", "IE", "DE")),
);

describe("parsePolicy", () => {
  it("never throws on any JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parsePolicy(value).ok === "boolean"));
  });

  it("never throws on any value, JSON or not", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(parsePolicy(value).ok).toBe(false);
        },
      ),
    );
  });

  it("says something about every policy that it refuses, and is stable for every other", () => {
    fc.assert(
      fc.property(somewhere, anything, (path, value) => {
        const policy = parsePolicy(withValue(path, value as Json));
        if (policy.ok) {
          expect(parsePolicy(policy.value)).toStrictEqual(policy);
          expect(JSON.parse(JSON.stringify(policy.value))).toStrictEqual(policy.value);
          expect(Array.isArray(policyWarnings(policy.value))).toBe(true);
        } else {
          expect(policy.error.length).toBeGreaterThan(0);
          expect(policy.error.every(({ message }) => message !== "")).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("never repeats what stands where a secret's reference belongs", () => {
    const path = ["identityProviders", "corporate", "clientAuthentication", "secret"];
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{12,60}$/), (secret) => {
        expect(JSON.stringify(parsePolicy(withValue(path, secret)))).not.toContain(secret);
      }),
    );
  });
});
