/**
 * An enveloped signature made in linear time, since the search makes inputs faster than a signing library could. It is
 * right exactly if the verifiers accept it, and that is what is asked next.
 */
import { createHash, sign } from "node:crypto";
import { DOMParser, type Element } from "xmldom-strict";
import { canonicalize } from "../../../functions/identity/saml/exclusive-c14n.ts";
import { attributeOf, elementsOf } from "../../../functions/identity/saml/strict-xml.ts";
import { certificateBody, type SamlKey } from "../../identity-provider/saml/minting/saml-key.ts";
import { NAMESPACES } from "../../identity-provider/saml/minting/saml-names.ts";
import {
  CANONICALIZATIONS,
  DIGEST_ALGORITHMS,
  SIGNATURE_ALGORITHMS,
  TRANSFORMS,
} from "../../identity-provider/saml/minting/signature-algorithms.ts";

export interface QuickSignature {
  readonly key: SamlKey;
  /** Of the element to sign, which begins with a `saml:Issuer`. */
  readonly elementId: string;
  readonly inclusivePrefixes: readonly string[];
}

const parser = new DOMParser({
  locator: false,
  onError: (_, message) => {
    throw new Error(message);
  },
});

/** The XML with the Signature after the element's Issuer; throws for what is not XML. */
export function withSignature(xml: string, { key, elementId, inclusivePrefixes }: QuickSignature): string {
  const content = canonicalize(elementById(xml, elementId), { inclusivePrefixes });
  const digest = createHash("sha256").update(content).digest("base64");
  const signedInfo = signedInfoXml(elementId, digest, inclusivePrefixes);
  const canonical = signedInfo.replace("<ds:SignedInfo", `$& xmlns:ds="${NAMESPACES.signature}"`);
  const value = sign("sha256", Buffer.from(canonical), key.privateKey).toString("base64");
  const certificate = `<ds:X509Certificate>${certificateBody(key.certificate)}</ds:X509Certificate>`;
  const keyInfo = `<ds:KeyInfo><ds:X509Data>${certificate}</ds:X509Data></ds:KeyInfo>`;
  const parts = `${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo}`;
  const signature = `<ds:Signature xmlns:ds="${NAMESPACES.signature}">${parts}</ds:Signature>`;
  const issuerEnd = "</saml:Issuer>";
  const at = xml.indexOf(issuerEnd, xml.indexOf(`ID="${elementId}"`)) + issuerEnd.length;
  return `${xml.slice(0, at)}${signature}${xml.slice(at)}`;
}

/** In canonical form but for the declaration of `ds`, which stands on the Signature. */
function signedInfoXml(elementId: string, digest: string, inclusivePrefixes: readonly string[]): string {
  const list = inclusivePrefixes.join(" ");
  const inclusive =
    list === ""
      ? ""
      : `<ec:InclusiveNamespaces xmlns:ec="${CANONICALIZATIONS.exclusive}" PrefixList="${list}"></ec:InclusiveNamespaces>`;
  const transforms = `${empty("Transform", TRANSFORMS.enveloped)}${empty("Transform", TRANSFORMS.exclusive, inclusive)}`;
  const reference = `<ds:Transforms>${transforms}</ds:Transforms>${empty("DigestMethod", DIGEST_ALGORITHMS.sha256)}<ds:DigestValue>${digest}</ds:DigestValue>`;
  const methods = `${empty("CanonicalizationMethod", CANONICALIZATIONS.exclusive)}${empty("SignatureMethod", SIGNATURE_ALGORITHMS["rsa-sha256"])}`;
  return `<ds:SignedInfo>${methods}<ds:Reference URI="#${elementId}">${reference}</ds:Reference></ds:SignedInfo>`;
}

function empty(name: string, algorithm: string, content = ""): string {
  return `<ds:${name} Algorithm="${algorithm}">${content}</ds:${name}>`;
}

function elementById(xml: string, id: string): Element {
  const root = parser.parseFromString(xml, "text/xml").documentElement;
  for (const element of root === null ? [] : elementsOf(root)) {
    if (attributeOf(element, "ID") === id) return element;
  }
  throw new TypeError(`no element with the ID ${id}`);
}
