/**
 * Rules over the whole tree, whatever stands where: they leave no second place that a signature, an id or an
 * assertion could be taken from. Against signature wrapping (Somorovsky et al., USENIX Security 2012).
 */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { elementsOf, NAMESPACES } from "./strict-xml.ts";

export interface DocumentFacts {
  readonly assertions: readonly Element[];
  readonly encryptedAssertions: readonly Element[];
  readonly signatures: readonly Element[];
}

/** Places to hide a signed copy in, and messages inside messages. By local name: a foreign namespace is no excuse. */
const FORBIDDEN = new Set(["Advice", "Object", "Manifest", "Response", "ArtifactResponse", "Extensions"]);
const ID_ATTRIBUTES = new Set(["id", "assertionid"]);
/** NCName (XML Schema §3.3.8) of the letters that ids are made of in practice. */
const ID_VALUE = /^[A-Za-z_][\w.-]{0,127}$/;

export function factsOf(root: Element): Result<DocumentFacts, Refusal> {
  const ids = new Set<string>();
  const facts = {
    assertions: [] as Element[],
    encryptedAssertions: [] as Element[],
    signatures: [] as Element[],
  };
  for (const element of elementsOf(root)) {
    const name = element.localName ?? "";
    if (element !== root && FORBIDDEN.has(name)) {
      return err(refusal("saml_structure", { element: name }));
    }
    if (name === "Assertion") facts.assertions.push(element);
    if (name === "EncryptedAssertion") facts.encryptedAssertions.push(element);
    if (name === "Signature") {
      if (element.namespaceURI !== NAMESPACES.signature) {
        return err(refusal("saml_signature_placement", { rule: "namespace" }));
      }
      facts.signatures.push(element);
    }
    const fault = idFault(element, ids);
    if (fault !== undefined) return err(refusal("saml_id", { rule: fault }));
  }
  return ok(facts);
}

/** Whatever any reader might take for an id is one here, and is unique. */
function idFault(element: Element, seen: Set<string>): string | undefined {
  const { attributes } = element;
  for (let index = 0; index < attributes.length; index += 1) {
    const attribute = attributes.item(index);
    if (attribute === null || attribute.prefix === "xmlns") continue;
    if (!ID_ATTRIBUTES.has((attribute.localName ?? attribute.name).toLowerCase())) continue;
    if (attribute.prefix !== null && attribute.prefix !== "") return "prefixed";
    if (!ID_VALUE.test(attribute.value)) return "form";
    if (seen.has(attribute.value)) return "duplicate";
    seen.add(attribute.value);
  }
  return undefined;
}
