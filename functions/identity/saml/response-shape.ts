/**
 * The one form of Response that is accepted (SAML Core §3.3.3): Issuer, Signature, Status and one assertion, in the
 * open or encrypted, each signature where SAML puts it. Nothing here is trusted yet; it only can mean one thing.
 */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type DocumentFacts, factsOf } from "./document-rules.ts";
import { type SignatureShape, shapeOfSignature } from "./signature-shape.ts";
import { attributeOf, childElements, holdsOnly, isNamed, onlyChild, textOf } from "./strict-xml.ts";

export interface ResponseShape {
  readonly response: Element;
  readonly inResponseTo: string | undefined;
  readonly responseSignature: SignatureShape | undefined;
  readonly content: AssertionShape | { readonly encryptedAssertion: Element };
}

export interface AssertionShape {
  readonly assertion: Element;
  readonly assertionSignature: SignatureShape | undefined;
}

export interface ExpectedParties {
  /** The identity provider's entity id. */
  readonly issuer: string;
  /** Our assertion consumer service for this identity provider. */
  readonly recipient: string;
}

const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
const STATUS_PREFIX = "urn:oasis:names:tc:SAML:2.0:status:";

export function shapeOfResponse(root: Element, expected: ExpectedParties): Result<ResponseShape, Refusal> {
  if (!isNamed(root, "protocol", "Response")) return err(refusal("saml_not_a_response"));
  if (attributeOf(root, "Version") !== "2.0") return err(refusal("saml_version", { of: "Response" }));
  const facts = factsOf(root);
  if (!facts.ok) return facts;
  const fault = childrenFault(root) ?? partiesFault(root, expected) ?? statusFault(root);
  if (fault !== undefined) return err(fault);

  const content = onlyAssertion(root, facts.value);
  if (!content.ok) return content;
  const { element, isEncrypted } = content.value;
  const signatures = signaturesOf(facts.value, isEncrypted ? [root] : [root, element]);
  if (!signatures.ok) return signatures;
  const responseSignature = signatures.value.get(root);
  if (responseSignature !== undefined && attributeOf(root, "Destination") === undefined) {
    return err(refusal("saml_destination", { rule: "missing" }));
  }
  return ok({
    response: root,
    inResponseTo: attributeOf(root, "InResponseTo"),
    responseSignature,
    content: isEncrypted
      ? { encryptedAssertion: element }
      : { assertion: element, assertionSignature: signatures.value.get(element) },
  });
}

/** The same rules for an assertion that came out of its encryption: a document of its own. */
export function shapeOfAssertion(root: Element): Result<AssertionShape, Refusal> {
  const facts = factsOf(root);
  if (!facts.ok) return facts;
  if (!isNamed(root, "assertion", "Assertion") || facts.value.assertions.length !== 1) {
    return err(refusal("saml_assertion_count"));
  }
  if (facts.value.encryptedAssertions.length > 0) return err(refusal("saml_assertion_count"));
  if (attributeOf(root, "ID") === undefined) return err(refusal("saml_id", { rule: "missing" }));
  const signatures = signaturesOf(facts.value, [root]);
  if (!signatures.ok) return signatures;
  return ok({ assertion: root, assertionSignature: signatures.value.get(root) });
}

function childrenFault(root: Element): Refusal | undefined {
  const isPlain = holdsOnly(root, [
    ["assertion", "Issuer"],
    ["signature", "Signature"],
    ["protocol", "Status"],
    ["assertion", "Assertion"],
    ["assertion", "EncryptedAssertion"],
  ]);
  if (!isPlain) return refusal("saml_structure", { element: "Response" });
  return attributeOf(root, "ID") === undefined ? refusal("saml_id", { rule: "missing" }) : undefined;
}

function partiesFault(root: Element, { issuer, recipient }: ExpectedParties): Refusal | undefined {
  const destination = attributeOf(root, "Destination");
  if (destination !== undefined && destination !== recipient)
    return refusal("saml_destination", { rule: "other" });
  const issuers = childElements(root).filter((child) => isNamed(child, "assertion", "Issuer"));
  const isOurs = issuers.length <= 1 && issuers.every((element) => textOf(element) === issuer);
  return isOurs ? undefined : refusal("saml_issuer", { of: "Response" });
}

function statusFault(root: Element): Refusal | undefined {
  const status = onlyChild(root, "protocol", "Status");
  const code = status && onlyChild(status, "protocol", "StatusCode");
  if (code === undefined) return refusal("saml_status_malformed");
  if (attributeOf(code, "Value") === SUCCESS) {
    return childElements(code).length === 0 ? undefined : refusal("saml_status_malformed");
  }
  const second = onlyChild(code, "protocol", "StatusCode");
  return refusal("saml_status_not_success", {
    status: statusName(attributeOf(code, "Value")),
    detail: second === undefined ? null : statusName(attributeOf(second, "Value")),
  });
}

/** SAML's own names only (Core §3.2.2.2); what else stands there is the sender's text. */
function statusName(value: string | undefined): string {
  const name = value?.startsWith(STATUS_PREFIX) ? value.slice(STATUS_PREFIX.length) : "";
  return /^[A-Za-z]{1,40}$/.test(name) ? name : "other";
}

function onlyAssertion(
  root: Element,
  { assertions, encryptedAssertions }: DocumentFacts,
): Result<{ readonly element: Element; readonly isEncrypted: boolean }, Refusal> {
  const [element, ...others] = [...assertions, ...encryptedAssertions];
  if (element === undefined || others.length > 0) {
    return err(refusal("saml_assertion_count", { count: assertions.length + encryptedAssertions.length }));
  }
  // The namespace too: a child of the Response by that name in another one has been refused already.
  if (element.parentNode !== root) return err(refusal("saml_assertion_count", { rule: "place" }));
  const isEncrypted = assertions.length === 0;
  if (!isEncrypted && attributeOf(element, "ID") === undefined) {
    return err(refusal("saml_id", { rule: "missing" }));
  }
  return ok({ element, isEncrypted });
}

/** By what they sign. Each stands right after the Issuer of its parent, as the schema has it. */
function signaturesOf(
  { signatures }: DocumentFacts,
  allowedParents: readonly Element[],
): Result<ReadonlyMap<Element, SignatureShape>, Refusal> {
  const byParent = new Map<Element, SignatureShape>();
  for (const signature of signatures) {
    const parent = allowedParents.find((allowed) => allowed === signature.parentNode);
    if (parent === undefined) return err(refusal("saml_signature_placement", { rule: "parent" }));
    if (byParent.has(parent)) return err(refusal("saml_signature_placement", { rule: "count" }));
    const [first, second] = childElements(parent);
    const isSecond = first !== undefined && isNamed(first, "assertion", "Issuer") && second === signature;
    if (!isSecond) return err(refusal("saml_signature_placement", { rule: "position" }));
    const shape = shapeOfSignature(signature, parent);
    if (!shape.ok) return shape;
    byParent.set(parent, shape.value);
  }
  return ok(byParent);
}
