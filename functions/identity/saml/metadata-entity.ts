/**
 * The one EntityDescriptor that the policy means (SAML Metadata §2.3), in a document of its own or in an aggregate of
 * a federation. Only what EntitiesDescriptor holds directly counts; an extension is no place for an entity.
 */
import type { Element } from "xmldom-strict";
import { err, ok, type Result } from "../../core/result.ts";
import { printable } from "./printable.ts";
import { attributeOf, childElements, isNamed } from "./strict-xml.ts";

export interface FoundEntity {
  readonly entity: Element;
  /** The EntitiesDescriptors around it, whose validUntil limits its own. */
  readonly enclosing: readonly Element[];
}

export function findEntity(root: Element, entityId: string): Result<FoundEntity, string> {
  const entities = [...entitiesOf(root, [])];
  const matches = entities.filter(({ entity }) => attributeOf(entity, "entityID") === entityId);
  const [match] = matches;
  if (matches.length > 1) {
    return err(`describes this entityId ${matches.length} times; the publisher must say which one counts`);
  }
  if (match !== undefined) return ok(match);
  const [only] = entities;
  if (only === undefined) {
    return err(
      "is no SAML metadata: it begins with neither EntityDescriptor nor EntitiesDescriptor; look at what was saved",
    );
  }
  const found =
    entities.length === 1
      ? `is about \`${printable(attributeOf(only.entity, "entityID") ?? "")}\``
      : `describes ${entities.length} entities, none of them this one`;
  return err(`${found}; \`entityId\` must be written exactly as here, and a slash at the end counts`);
}

function* entitiesOf(element: Element, enclosing: readonly Element[]): Generator<FoundEntity> {
  if (isNamed(element, "metadata", "EntityDescriptor")) yield { entity: element, enclosing };
  if (!isNamed(element, "metadata", "EntitiesDescriptor")) return;
  for (const child of childElements(element)) yield* entitiesOf(child, [...enclosing, element]);
}
