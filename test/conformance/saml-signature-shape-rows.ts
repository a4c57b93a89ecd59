/**
 * What can be wrong with the shape of a signature, and with its place. The provider's own key signed each just so:
 * what refuses is the shape and nothing else.
 */
import { NAMESPACES } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import {
  CANONICALIZATIONS,
  SIGNATURE_ALGORITHMS,
  TRANSFORMS,
} from "../../dev/identity-provider/saml/minting/signature-algorithms.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { ASSERTION_ID, KEYS, type Mint, minted, RESPONSE_ID, sha256 } from "./saml-minting.ts";
import { replaced, replacing, resigned, SIGNATURE, tampered } from "./saml-tampering.ts";

const REFERENCE = "SAML Core §5.4.2";
const TRANSFORM = "SAML Core §5.4.4";
const STRUCTURE = "XML Signature §4.2";
const PLACE = "SAML Core §3.2.2";

/** The signature taken from its place; what it says is left as it was. */
function moved(from: string | RegExp, place: (signature: string) => string): Mint {
  return tampered((xml) => {
    const [signature = ""] = SIGNATURE.exec(xml) ?? [];
    return replaced(replaced(xml, signature, ""), from, place(signature));
  });
}

const uri = (to: string) => resigned(`URI="#${ASSERTION_ID}"`, to);

export const SAML_REFERENCE_ROWS: readonly SamlRow[] = samlRows(REFERENCE, "saml_signature_reference", {
  "the reference is to the whole document": uri('URI=""'),
  "the reference has no URI": uri(""),
  "the reference is to the Response": uri(`URI="#${RESPONSE_ID}"`),
  "the reference is to no element": uri('URI="#_nowhere"'),
  "the reference is an XPointer": uri(`URI="#xpointer(id('${ASSERTION_ID}'))"`),
  "the reference is the XPointer of the root": uri('URI="#xpointer(/)"'),
  "the reference is to an address": ["CWE-918", uri('URI="http://evil.example/assertion.xml"')],
  "the reference is to a file": ["CWE-918", uri('URI="file:///etc/passwd"')],
  "the reference lacks its #": uri(`URI="${ASSERTION_ID}"`),
  "the reference would break out of an XPath": ["CWE-643", uri("URI=\"#' or '1'='1\"")],
  "the assertion's signature stands in the Response": [
    "CVE-2024-8698",
    moved("<samlp:Status>", (signature) => `${signature}<samlp:Status>`),
  ],
  "the signature in the assertion is over the Response": async (spec) =>
    signXml(replaced(await minted()(spec), SIGNATURE, ""), {
      key: KEYS.first,
      elementId: RESPONSE_ID,
      location: { reference: "//*[local-name()='Assertion']/*[1]", action: "after" },
    }),
});

const transform = (algorithm: string, parameter = "") =>
  `<ds:Transform Algorithm="${algorithm}">${parameter}</ds:Transform>`;
const [ENVELOPED, EXCLUSIVE] = [transform(TRANSFORMS.enveloped), transform(TRANSFORMS.exclusive)];
const transforms = (...them: readonly string[]) =>
  resigned(/(?<=<ds:Transforms>).*?(?=<\/ds:Transforms>)/, them.join(""));
const PREFIX_LIST = `<ec:InclusiveNamespaces xmlns:ec="${CANONICALIZATIONS.exclusive}" PrefixList="xs"/>`;
const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
const XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116";

export const SAML_TRANSFORM_ROWS: readonly SamlRow[] = samlRows(TRANSFORM, "saml_signature_transforms", {
  "there are no transforms": transforms(),
  "there is no enveloped-signature transform": transforms(EXCLUSIVE),
  "there is no canonicalisation": transforms(ENVELOPED),
  "the transforms are in another order": transforms(EXCLUSIVE, ENVELOPED),
  "the signature is taken out twice": transforms(ENVELOPED, ENVELOPED, EXCLUSIVE),
  "five hundred transforms follow": ["CVE-2021-39171", transforms(ENVELOPED, EXCLUSIVE.repeat(500))],
  "an XPath transform leaves NameID out": transforms(
    ENVELOPED,
    transform(XPATH, "<ds:XPath>not(ancestor-or-self::saml:NameID)</ds:XPath>"),
    EXCLUSIVE,
  ),
  "an XPath filter stands for the enveloped signature": transforms(
    transform("http://www.w3.org/2002/06/xmldsig-filter2"),
    EXCLUSIVE,
  ),
  "an XSLT transform runs a program": transforms(
    ENVELOPED,
    transform(XSLT, '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>'),
    EXCLUSIVE,
  ),
  "a base64 transform is among them": transforms(
    ENVELOPED,
    transform("http://www.w3.org/2000/09/xmldsig#base64"),
    EXCLUSIVE,
  ),
  "a transform has a parameter": transforms(
    transform(TRANSFORMS.enveloped, "<ds:XPath>1</ds:XPath>"),
    EXCLUSIVE,
  ),
  "the inclusive prefixes stand twice": transforms(
    ENVELOPED,
    transform(TRANSFORMS.exclusive, PREFIX_LIST.repeat(2)),
  ),
  "a transform is of another namespace": transforms(
    ENVELOPED,
    `<x:Transform xmlns:x="urn:x" Algorithm="${TRANSFORMS.exclusive}"/>`,
  ),
});

const REFERENCE_ELEMENT = /<ds:Reference [\s\S]*?<\/ds:Reference>/;
const SIGNED_INFO = /<ds:SignedInfo>[\s\S]*?<\/ds:SignedInfo>/;
const SIGNATURE_VALUE = /(?<=<ds:SignatureValue>)[^<]+/;
const DIGEST_VALUE = /(?<=<ds:DigestValue>)[^<]+/;

const inForeignNamespace = (name: string) =>
  tampered((xml) =>
    replaced(replaced(xml, `<ds:${name}>`, `<x:${name} xmlns:x="urn:x">`), `</ds:${name}>`, `</x:${name}>`),
  );

const again = (from: string | undefined, to: (signature: string) => string) =>
  tampered((xml) => {
    const [signature = ""] = SIGNATURE.exec(xml) ?? [];
    return replaced(xml, from ?? signature, to(signature));
  });

export const SAML_SIGNATURE_SHAPE_ROWS: readonly SamlRow[] = [
  ...samlRows(STRUCTURE, "saml_signature_structure", {
    "a second signature is in KeyInfo": again("<ds:KeyInfo>", (signature) => `<ds:KeyInfo>${signature}`),
    "a Transform stands in KeyInfo, which the library would count": [
      "XML Signature §4.5",
      replacing("<ds:KeyInfo>", "<ds:KeyInfo><ds:Transform/>"),
    ],
    "the Signature is empty": [
      "CVE-2024-8698",
      replacing(SIGNATURE, `<ds:Signature xmlns:ds="${NAMESPACES.signature}"/>`),
    ],
    "there are two references": [
      REFERENCE,
      resigned(REFERENCE_ELEMENT, (reference) => reference + reference),
    ],
    "there is no reference": [REFERENCE, resigned(REFERENCE_ELEMENT, "")],
    "there are two SignedInfo": [
      "CVE-2025-29774",
      replacing(
        SIGNED_INFO,
        (signedInfo) => replaced(signedInfo, DIGEST_VALUE, sha256("forged")) + signedInfo,
      ),
    ],
    "there are two SignatureValues": replacing(
      "<ds:SignatureValue>",
      "<ds:SignatureValue>AAAA</ds:SignatureValue><ds:SignatureValue>",
    ),
    "there are two DigestValues": resigned(
      "<ds:DigestValue>",
      "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>",
    ),
    "there are two KeyInfos": replacing("<ds:KeyInfo>", "<ds:KeyInfo/><ds:KeyInfo>"),
    "an element stands in DigestValue": [
      "CVE-2025-29775",
      resigned("</ds:DigestValue>", "<x/></ds:DigestValue>"),
    ],
    "DigestValue is empty": resigned(DIGEST_VALUE, ""),
    "DigestValue is shorter than the digest": resigned(DIGEST_VALUE, "AAAA"),
    "SignatureValue is empty": replacing(SIGNATURE_VALUE, ""),
    "SignatureValue is three bytes long": replacing(SIGNATURE_VALUE, "AAAA"),
    "SignatureValue is of RSA with 1024 bits": [
      "SP 800-131A §3",
      replacing(SIGNATURE_VALUE, "A".repeat(171).concat("=")),
    ],
    "SignatureValue is 2 KiB long": ["CWE-400", replacing(SIGNATURE_VALUE, "A".repeat(2_732))],
    "SignatureValue is no base64": replacing(SIGNATURE_VALUE, "A".repeat(342).concat("*=")),
    "SignatureValue stands before SignedInfo": tampered((xml) =>
      xml.replace(
        /(<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>)(<ds:SignatureValue>[^<]*<\/ds:SignatureValue>)/,
        "$2$1",
      ),
    ),
    "text stands in SignedInfo": resigned("<ds:SignedInfo>", "<ds:SignedInfo>x"),
    "the signature's algorithm has a parameter": resigned(
      /<ds:SignatureMethod [^>]*\/>/,
      `<ds:SignatureMethod Algorithm="${SIGNATURE_ALGORITHMS["rsa-sha256"]}"><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>`,
    ),
    "SignedInfo is of another namespace": inForeignNamespace("SignedInfo"),
    "KeyInfo is of another namespace": inForeignNamespace("KeyInfo"),
  }),
  ...samlRows("CVE-2025-29775", "saml_markup_declaration", {
    "a comment stands in DigestValue": replacing("<ds:DigestValue>", "<ds:DigestValue>AAAA<!---->"),
  }),
];

export const SAML_PLACE_ROWS: readonly SamlRow[] = samlRows(PLACE, "saml_signature_placement", {
  "the signature stands before the Issuer": moved(/(?<=<saml:Assertion [^>]*>)/, (signature) => signature),
  "the signature stands after the Subject": moved(
    "</saml:Subject>",
    (signature) => `</saml:Subject>${signature}`,
  ),
  "the signature stands last in the assertion": moved(
    "</saml:Assertion>",
    (signature) => `${signature}</saml:Assertion>`,
  ),
  "the signature is in the Subject": moved("</saml:Subject>", (signature) => `${signature}</saml:Subject>`),
  "the signature is in the Conditions": moved(
    "</saml:Conditions>",
    (signature) => `${signature}</saml:Conditions>`,
  ),
  "the signature is in the Status": [
    "CVE-2024-8698",
    moved("</samlp:Status>", (signature) => `${signature}</samlp:Status>`),
  ],
  "the assertion has two signatures": again(undefined, (signature) => signature + signature),
  "a Signature of another namespace stands for it": [
    STRUCTURE,
    replacing(SIGNATURE, '<x:Signature xmlns:x="urn:x"/>'),
  ],
  "the Response is signed and has no Issuer": minted({ responseIssuer: null }, { sign: "response" }),
});
