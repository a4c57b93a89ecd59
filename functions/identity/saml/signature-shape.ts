/**
 * The one form of XML signature that is accepted: enveloped, over its own parent, exclusive canonicalisation without
 * comments, RSA with SHA-2. Everything else that XML Signature can express is refused before anything is verified.
 * Source: SAML Core §5.4; XML Signature 1.1 §4.
 */
import type { Element } from "xmldom-strict";
import { type Refusal, type RefusalReason, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { attributeOf, childElements, elementsOf, holdsOnly, NAMESPACES, textOf } from "./strict-xml.ts";

export interface SignatureShape {
  readonly parent: Element;
  readonly signature: Element;
  readonly signedInfo: Element;
  readonly algorithm: SignatureAlgorithm;
  readonly digest: "sha256" | "sha512";
  readonly digestValue: Buffer;
  readonly signatureValue: Buffer;
  /** InclusiveNamespaces PrefixList of the canonicalisation of SignedInfo, and of the reference. */
  readonly signedInfoPrefixes: readonly string[];
  readonly referencePrefixes: readonly string[];
}

export interface SignatureAlgorithm {
  readonly hash: "sha256" | "sha512";
  readonly padding: "pkcs1" | "pss";
}

const SIGNATURE_ALGORITHMS: ReadonlyMap<string | undefined, SignatureAlgorithm> = new Map([
  ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", { hash: "sha256", padding: "pkcs1" }],
  ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", { hash: "sha512", padding: "pkcs1" }],
  ["http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", { hash: "sha256", padding: "pss" }],
]);
const DIGEST_ALGORITHMS: ReadonlyMap<string | undefined, "sha256" | "sha512"> = new Map([
  ["http://www.w3.org/2001/04/xmlenc#sha256", "sha256"],
  ["http://www.w3.org/2001/04/xmlenc#sha512", "sha512"],
]);
const DIGEST_BYTES = { sha256: 32, sha512: 64 } as const;
/** As many as a message may declare (xml-limits.ts): each is looked up at every element. */
const MAX_INCLUSIVE_PREFIXES = 32;
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/** RSA of 2,048 to 8,192 bits. */
const [MIN_SIGNATURE_BYTES, MAX_SIGNATURE_BYTES] = [256, 1_024];

/** By its URI; undefined for whatever is not accepted, SHA-1 and HMAC among it. */
export function signatureAlgorithm(uri: string | undefined): SignatureAlgorithm | undefined {
  return SIGNATURE_ALGORITHMS.get(uri);
}

export function shapeOfSignature(signature: Element, parent: Element): Result<SignatureShape, Refusal> {
  const parts = sequence(signature, ["SignedInfo", "SignatureValue"], "KeyInfo");
  if (parts === undefined) return fault("saml_signature_structure", "Signature");
  const [signedInfo, signatureValueElement, keyInfo] = parts as [Element, Element, Element?];
  // KeyInfo is never used; what the library looks for by name must not stand in it.
  if (keyInfo !== undefined && [...elementsOf(keyInfo)].some(isPartOfSignature)) {
    return fault("saml_signature_structure", "KeyInfo");
  }
  const info = sequence(signedInfo, ["CanonicalizationMethod", "SignatureMethod", "Reference"]);
  if (info === undefined) return fault("saml_signature_structure", "SignedInfo");
  const [canonicalization, method, reference] = info as [Element, Element, Element];
  const references = sequence(reference, ["Transforms", "DigestMethod", "DigestValue"]);
  if (references === undefined) return fault("saml_signature_structure", "Reference");
  const [transforms, digestMethod, digestValueElement] = references as [Element, Element, Element];

  const signedInfoPrefixes = exclusivePrefixes(canonicalization);
  if (signedInfoPrefixes === undefined) return fault("saml_signature_canonicalization", "SignedInfo");
  const algorithm = signatureAlgorithm(attributeOf(method, "Algorithm"));
  if (algorithm === undefined) return fault("saml_signature_algorithm", "SignatureMethod");
  const id = attributeOf(parent, "ID");
  if (id === undefined || attributeOf(reference, "URI") !== `#${id}`) {
    return fault("saml_signature_reference", "URI");
  }
  const referencePrefixes = prefixesOfTransforms(transforms);
  if (referencePrefixes === undefined) return fault("saml_signature_transforms", "Transforms");
  const digest = DIGEST_ALGORITHMS.get(attributeOf(digestMethod, "Algorithm"));
  if (digest === undefined) return fault("saml_digest_algorithm", "DigestMethod");
  if (![method, digestMethod].every((element) => holdsOnly(element, []))) {
    return fault("saml_signature_structure", "parameters");
  }

  const digestValue = base64Of(digestValueElement);
  const signatureValue = base64Of(signatureValueElement);
  if (digestValue?.length !== DIGEST_BYTES[digest]) return fault("saml_signature_structure", "DigestValue");
  if (
    signatureValue === undefined ||
    signatureValue.length < MIN_SIGNATURE_BYTES ||
    signatureValue.length > MAX_SIGNATURE_BYTES
  ) {
    return fault("saml_signature_structure", "SignatureValue");
  }
  return ok({
    parent,
    signature,
    signedInfo,
    algorithm,
    digest,
    digestValue,
    signatureValue,
    signedInfoPrefixes,
    referencePrefixes,
  });
}

const PARTS: readonly (string | null)[] = ["SignedInfo", "Reference", "Transforms", "Transform"];

function isPartOfSignature({ localName }: Element): boolean {
  return PARTS.includes(localName);
}

function fault(reason: RefusalReason, rule: string): Result<never, Refusal> {
  return err(refusal(reason, { rule }));
}

/** The children if they are exactly these of XML Signature, in this order, then at most the optional one. */
function sequence(
  parent: Element,
  names: readonly string[],
  optional?: string,
): readonly Element[] | undefined {
  const known = optional === undefined ? names : [...names, optional];
  if (
    !holdsOnly(
      parent,
      known.map((name) => ["signature", name] as const),
    )
  )
    return undefined;
  const children = childElements(parent);
  if (children.length < names.length || children.length > known.length) return undefined;
  return children.every((child, index) => child.localName === known[index]) ? children : undefined;
}

/** The prefixes of exclusive canonicalisation without comments; undefined for any other algorithm or parameter. */
function exclusivePrefixes(element: Element): readonly string[] | undefined {
  if (attributeOf(element, "Algorithm") !== NAMESPACES.exclusiveC14n) return undefined;
  if (!holdsOnly(element, [["exclusiveC14n", "InclusiveNamespaces"]])) return undefined;
  const [inclusive, ...others] = childElements(element);
  if (inclusive === undefined) return [];
  if (others.length > 0 || !holdsOnly(inclusive, [])) return undefined;
  const listed = (attributeOf(inclusive, "PrefixList") ?? "").split(/[ \t\r\n]+/);
  const prefixes = [...new Set(listed)].filter((prefix) => prefix !== "");
  return prefixes.length > MAX_INCLUSIVE_PREFIXES ? undefined : prefixes;
}

function prefixesOfTransforms(transforms: Element): readonly string[] | undefined {
  if (!holdsOnly(transforms, [["signature", "Transform"]])) return undefined;
  const [enveloped, exclusive, ...others] = childElements(transforms);
  if (enveloped === undefined || exclusive === undefined || others.length > 0) return undefined;
  if (attributeOf(enveloped, "Algorithm") !== ENVELOPED || !holdsOnly(enveloped, [])) return undefined;
  return exclusivePrefixes(exclusive);
}

function base64Of(element: Element): Buffer | undefined {
  const text = textOf(element)?.replace(/[ \t\r\n]+/g, "");
  if (text === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}
