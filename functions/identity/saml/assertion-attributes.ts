/** Attribute statements (SAML Core §2.7.3) → a map, never an object: names are the identity provider's to choose. */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { attributeOf, childElements, childrenNamed, holdsOnly, textOf } from "./strict-xml.ts";

export type AssertionAttributes = ReadonlyMap<string, readonly string[]>;

/** A name that comes twice is refused: which of the two counts would be each reader's guess. */
export function readAttributes(assertion: Element): Result<AssertionAttributes, Refusal> {
  const attributes = new Map<string, readonly string[]>();
  for (const statement of childrenNamed(assertion, "assertion", "AttributeStatement")) {
    if (!holdsOnly(statement, [["assertion", "Attribute"]])) return refused("unknown");
    for (const attribute of childElements(statement)) {
      const name = attributeOf(attribute, "Name");
      if (name === undefined || name === "") return refused("unnamed");
      if (attributes.has(name)) return refused("repeated");
      const values = valuesOf(attribute);
      if (values === undefined) return refused("mixed");
      attributes.set(name, values);
    }
  }
  return ok(attributes);
}

function valuesOf(attribute: Element): readonly string[] | undefined {
  if (!holdsOnly(attribute, [["assertion", "AttributeValue"]])) return undefined;
  const values = childElements(attribute).map(textOf);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function refused(rule: string): Result<never, Refusal> {
  return err(refusal("saml_attributes", { rule }));
}
