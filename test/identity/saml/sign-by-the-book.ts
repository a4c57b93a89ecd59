/**
 * An enveloped signature by the text of the W3C and by our own canonicalisation, without the library: the document may
 * hold what that one writes anew or canonicalises in another way.
 */
import { createHash, sign } from "node:crypto";
import type { SamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { canonicalize } from "../../../functions/identity/saml/exclusive-c14n.ts";
import { elementsOf } from "../../../functions/identity/saml/strict-xml.ts";
import { EXCLUSIVE, elementFrom, elementNamed } from "./response-builders.ts";

interface BookSigning {
  readonly key: SamlKey;
  readonly elementId: string;
  /** `InclusiveNamespaces` of the reference. */
  readonly prefixList?: string;
}

/** Right after the Issuer of the element with this ID; the rest of the text stays as it is, to the byte. */
export function signByTheBook(xml: string, { key, elementId, prefixList }: BookSigning): string {
  const inclusivePrefixes = prefixList?.split(" ") ?? [];
  const target = [...elementsOf(elementFrom(xml))].find(
    (element) => element.getAttribute("ID") === elementId,
  );
  if (target === undefined) throw new TypeError(`no element with the ID ${elementId}`);
  const digest = createHash("sha256").update(canonicalize(target, { inclusivePrefixes })).digest("base64");
  const inclusive =
    prefixList === undefined
      ? ""
      : `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE}" PrefixList="${prefixList}"/>`;
  const signedInfo = [
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`,
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
    `<ds:Reference URI="#${elementId}"><ds:Transforms>`,
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>',
    `<ds:Transform Algorithm="${EXCLUSIVE}">${inclusive}</ds:Transform></ds:Transforms>`,
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join("");
  const signature = (value: string) =>
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  const info = elementNamed(elementFrom(signature("AAAA")), "SignedInfo");
  const signed = Buffer.from(canonicalize(info, { inclusivePrefixes: [] }));
  const value = sign("sha256", signed, key.privateKey).toString("base64");
  const from = xml.indexOf(`ID="${elementId}"`);
  const issuer = /<\/(?:\w+:)?Issuer>/.exec(xml.slice(from));
  if (issuer === null) throw new TypeError("no Issuer");
  const end = from + issuer.index + issuer[0].length;
  return `${xml.slice(0, end)}${signature(value)}${xml.slice(end)}`;
}
