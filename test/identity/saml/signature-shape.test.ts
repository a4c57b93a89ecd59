import { describe, expect, it } from "vitest";
import type { SignatureStyle } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import { signedResponse } from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import {
  type SignatureShape,
  shapeOfSignature,
  signatureAlgorithm,
} from "../../../functions/identity/saml/signature-shape.ts";
import { aSpec, EXCLUSIVE, elementFrom, elementNamed, keyOf, pathOf } from "./response-builders.ts";

const key = await keyOf("idp");
const minted = (style: SignatureStyle = {}) => signedResponse(aSpec(), { key, sign: "response", ...style });
const valid = minted();

function shapeIn(xml: string) {
  const root = elementFrom(xml);
  return shapeOfSignature(elementNamed(root, "Signature"), root);
}

function accepted(xml: string) {
  const shape = shapeIn(xml);
  if (!shape.ok) throw new Error(`refused: ${shape.error.reason} ${shape.error.evidence.rule}`);
  return shape.value;
}

/** The valid document with one piece of it replaced, which must be there. */
function changed(from: string | RegExp, to: string): string {
  const xml = valid.replace(from, to);
  expect(xml).not.toBe(valid);
  return xml;
}

function expectRefused(xml: string, reason: RefusalReason, rule: string): void {
  const shape = shapeIn(xml);
  expect(shape.ok ? "accepted" : shape.error).toStrictEqual(refusal(reason, { rule }));
}

const DIGEST_VALUE = /<ds:DigestValue>.*<\/ds:DigestValue>/;
const SIGNATURE_VALUE = /<ds:SignatureValue>.*<\/ds:SignatureValue>/;
const TRANSFORMS = /<ds:Transforms>.*<\/ds:Transforms>/;
const KEY_INFO = /<ds:KeyInfo>.*<\/ds:KeyInfo>/;
const CANONICALIZATION = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`;
const ENVELOPED = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>';
const EXCLUSIVE_TRANSFORM = `<ds:Transform Algorithm="${EXCLUSIVE}"/>`;
const signatureValue = (bytes: number) =>
  `<ds:SignatureValue>${Buffer.alloc(bytes, 7).toString("base64")}</ds:SignatureValue>`;
const inclusive = (attributes: string, content = "") =>
  `<InclusiveNamespaces xmlns="${EXCLUSIVE}"${attributes}>${content}</InclusiveNamespaces>`;

describe("shapeOfSignature", () => {
  it("reads what an identity provider signs", () => {
    const { parent, signature, signedInfo, digestValue, signatureValue, ...named } = accepted(valid);
    expect([parent, signature, signedInfo].map(pathOf)).toStrictEqual([
      "Response",
      "Response/Signature",
      "Response/Signature/SignedInfo",
    ]);
    expect(named).toStrictEqual({
      algorithm: { hash: "sha256", padding: "pkcs1" },
      digest: "sha256",
      signedInfoPrefixes: [],
      referencePrefixes: [],
    });
    expect([digestValue.length, signatureValue.length]).toStrictEqual([32, 256]);
  });

  it.each<readonly [SignatureStyle, Partial<SignatureShape>]>([
    [
      { signatureAlgorithm: "rsa-sha512", digestAlgorithm: "sha512" },
      { algorithm: { hash: "sha512", padding: "pkcs1" }, digest: "sha512" },
    ],
    [
      { signatureAlgorithm: "sha256-rsa-MGF1", digestAlgorithm: "sha512" },
      { algorithm: { hash: "sha256", padding: "pss" }, digest: "sha512" },
    ],
    [{ keyInfo: false }, { digest: "sha256" }],
    [{ prefix: "" }, { digest: "sha256" }],
    [
      { inclusiveNamespacesPrefixList: ["xs", "#default", "saml"] },
      { referencePrefixes: ["xs", "#default", "saml"] },
    ],
  ])("reads one with %o", (style, expected) => {
    const { parent, signature, signedInfo, ...named } = accepted(minted(style));
    expect(named).toMatchObject(expected);
  });

  it("reads base64 in lines", () => {
    const lines = valid.replace(SIGNATURE_VALUE, (value) => value.replaceAll(/[\w+/]{60}/g, "$&\r\n\t "));
    expect(lines).not.toBe(valid);
    expect(accepted(lines).signatureValue).toStrictEqual(accepted(valid).signatureValue);
  });

  it("reads a document with blanks between the elements", () => {
    const spaced = valid.replaceAll(/<ds:(?!Signature )|<\/ds:(?!\w+Value|X509Certificate)/g, "\n  $&");
    expect(accepted(spaced).digest).toBe("sha256");
  });

  it.each([
    [inclusive(' PrefixList="a b"'), ["a", "b"]],
    [inclusive(' PrefixList=" a&#10;b&#9;c&#13;  "'), ["a", "b", "c"]],
    [inclusive(' PrefixList=""'), []],
    [inclusive(""), []],
    [inclusive(' PrefixList="#default"', "\n"), ["#default"]],
    ["\n ", []],
    [inclusive(` PrefixList="${"a b ".repeat(40)}"`), ["a", "b"]],
  ])("reads the prefixes of %s", (content, prefixes) => {
    const canonicalization = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}">${content}</ds:CanonicalizationMethod>`;
    expect(accepted(changed(CANONICALIZATION, canonicalization)).signedInfoPrefixes).toStrictEqual(prefixes);
    const transform = `<ds:Transform Algorithm="${EXCLUSIVE}">${content}</ds:Transform>`;
    expect(accepted(changed(EXCLUSIVE_TRANSFORM, transform)).referencePrefixes).toStrictEqual(prefixes);
  });

  it("refuses a list of more prefixes than a message may declare, each of which is looked up everywhere", () => {
    const list = Array.from({ length: 33 }, (_, index) => `p${index}`).join(" ");
    const content = inclusive(` PrefixList="${list}"`);
    const canonicalization = `<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}">${content}</ds:CanonicalizationMethod>`;
    const xml = changed(CANONICALIZATION, canonicalization);
    expectRefused(xml, "saml_signature_canonicalization", "SignedInfo");
  });

  it.each([256, 384, 512, 1_024])("takes a signature of %i bytes", (bytes) => {
    expect(accepted(changed(SIGNATURE_VALUE, signatureValue(bytes))).signatureValue).toHaveLength(bytes);
  });
});

describe("shapeOfSignature, of the structure", () => {
  it.each([
    ["no SignedInfo", /<ds:SignedInfo>.*<\/ds:SignedInfo>/, ""],
    ["no SignatureValue", SIGNATURE_VALUE, ""],
    ["two values", SIGNATURE_VALUE, "$&$&"],
    ["KeyInfo twice", KEY_INFO, "$&$&"],
    ["KeyInfo first", /(<ds:SignedInfo>.*<\/ds:SignatureValue>)(<ds:KeyInfo>.*<\/ds:KeyInfo>)/, "$2$1"],
    ["an Object", KEY_INFO, "$&<ds:Object/>"],
    ["an Object in the place of KeyInfo", KEY_INFO, "<ds:Object/>"],
    ["text", "<ds:SignedInfo>", "x<ds:SignedInfo>"],
    ["a foreign element", KEY_INFO, '<x:KeyInfo xmlns:x="urn:x"/>'],
  ])("refuses a Signature with %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_signature_structure", "Signature");
  });

  it.each([
    ["SignedInfo", "<ds:SignedInfo/>"],
    ["SignedInfo of another namespace, within", "<a><SignedInfo/></a>"],
    ["Reference", '<ds:Reference URI="#_assertion-1"/>'],
    ["Transforms", "<ds:Transforms/>"],
    ["Transform", "<b><ds:Transform/></b>"],
  ])("refuses a KeyInfo with %s, which the library would find by its name", (_name, content) => {
    expectRefused(changed("</ds:KeyInfo>", `${content}$&`), "saml_signature_structure", "KeyInfo");
  });

  it("does not mind what else stands in KeyInfo", () => {
    const content = "<ds:KeyName>sp</ds:KeyName><ds:KeyValue/><x/>text";
    expect(accepted(changed("</ds:KeyInfo>", `${content}$&`)).digest).toBe("sha256");
  });

  it.each([
    ["no canonicalisation", CANONICALIZATION, ""],
    ["two of them", CANONICALIZATION, "$&$&"],
    ["no method", /<ds:SignatureMethod[^>]*>/, ""],
    ["no reference", /<ds:Reference .*<\/ds:Reference>/, ""],
    ["two references", /<ds:Reference .*<\/ds:Reference>/, "$&$&"],
    ["another order", /(<ds:Canon[^>]*>)(<ds:SignatureM[^>]*>)/, "$2$1"],
    ["text", CANONICALIZATION, "x$&"],
    ["another element", CANONICALIZATION, "$&<ds:Manifest/>"],
  ])("refuses a SignedInfo with %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_signature_structure", "SignedInfo");
  });

  it.each([
    ["no transforms", TRANSFORMS, ""],
    ["no digest", DIGEST_VALUE, ""],
    ["no digest method", /<ds:DigestMethod[^>]*>/, ""],
    ["two digests", DIGEST_VALUE, "$&$&"],
    ["another order", /(<ds:DigestM[^>]*>)(<ds:DigestValue>.*<\/ds:DigestValue>)/, "$2$1"],
  ])("refuses a Reference with %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_signature_structure", "Reference");
  });

  it.each([
    ["the signature's", /(<ds:SignatureMethod [^>]*)\/>/, "$1><ds:HMACOutputLength>1</ds:HMACOutputLength>"],
    ["the digest's", /(<ds:DigestMethod [^>]*)\/>/, "$1>1"],
  ])("refuses a parameter of %s method", (name, from, to) => {
    const end = name.startsWith("the signature") ? "</ds:SignatureMethod>" : "</ds:DigestMethod>";
    expectRefused(changed(from, `${to}${end}`), "saml_signature_structure", "parameters");
  });

  it.each([
    ["nothing", "<ds:DigestValue/>"],
    ["blanks", "<ds:DigestValue> \n</ds:DigestValue>"],
    ["31 bytes", `<ds:DigestValue>${Buffer.alloc(31).toString("base64")}</ds:DigestValue>`],
    ["64 bytes for SHA-256", `<ds:DigestValue>${Buffer.alloc(64).toString("base64")}</ds:DigestValue>`],
    ["base64url", `<ds:DigestValue>${"-".repeat(43)}=</ds:DigestValue>`],
    ["an element", `<ds:DigestValue>${Buffer.alloc(32).toString("base64")}<x/></ds:DigestValue>`],
  ])("refuses a digest of %s", (_name, value) => {
    expectRefused(changed(DIGEST_VALUE, value), "saml_signature_structure", "DigestValue");
  });

  it("refuses 32 bytes for SHA-512", () => {
    const xml = minted({ digestAlgorithm: "sha512" }).replace(
      DIGEST_VALUE,
      `<ds:DigestValue>${Buffer.alloc(32).toString("base64")}</ds:DigestValue>`,
    );
    expectRefused(xml, "saml_signature_structure", "DigestValue");
  });

  it.each([
    ["nothing", "<ds:SignatureValue/>"],
    ["one byte", signatureValue(1)],
    ["255 bytes", signatureValue(255)],
    ["1,025 bytes", signatureValue(1_025)],
    ["what is no base64", `<ds:SignatureValue>${"*".repeat(344)}</ds:SignatureValue>`],
    ["an element", signatureValue(256).replace("</", "<x/></")],
  ])("refuses a signature value of %s", (_name, value) => {
    expectRefused(changed(SIGNATURE_VALUE, value), "saml_signature_structure", "SignatureValue");
  });
});

describe("shapeOfSignature, of algorithms", () => {
  it.each<readonly [SignatureStyle, RefusalReason, string]>([
    [{ signatureAlgorithm: "rsa-sha1" }, "saml_signature_algorithm", "SignatureMethod"],
    [{ signatureAlgorithm: "hmac-sha1" }, "saml_signature_algorithm", "SignatureMethod"],
    [{ digestAlgorithm: "sha1" }, "saml_digest_algorithm", "DigestMethod"],
    [{ canonicalization: "exclusive-with-comments" }, "saml_signature_canonicalization", "SignedInfo"],
    [{ canonicalization: "inclusive" }, "saml_signature_canonicalization", "SignedInfo"],
    [{ canonicalization: "inclusive-with-comments" }, "saml_signature_canonicalization", "SignedInfo"],
    [{ transforms: ["enveloped", "inclusive"] }, "saml_signature_transforms", "Transforms"],
    [{ transforms: ["enveloped", "exclusive-with-comments"] }, "saml_signature_transforms", "Transforms"],
    [{ transforms: ["enveloped"] }, "saml_signature_transforms", "Transforms"],
    [{ transforms: ["exclusive", "enveloped"] }, "saml_signature_transforms", "Transforms"],
    [{ transforms: ["enveloped", "exclusive", "exclusive"] }, "saml_signature_transforms", "Transforms"],
  ])("refuses %o", (style, reason, rule) => {
    expectRefused(minted(style), reason, rule);
  });

  it.each([
    ["none", / Algorithm="[^"]*rsa-sha256"/, ""],
    ["an empty one", /"[^"]*rsa-sha256"/, '""'],
    ["ECDSA", /"[^"]*rsa-sha256"/, '"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"'],
    ["DSA", /"[^"]*rsa-sha256"/, '"http://www.w3.org/2009/xmldsig11#dsa-sha256"'],
    ["HMAC", /"[^"]*rsa-sha256"/, '"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"'],
    ["RSA with MD5", /"[^"]*rsa-sha256"/, '"http://www.w3.org/2001/04/xmldsig-more#rsa-md5"'],
    ["another case", /rsa-sha256"/, 'RSA-SHA256"'],
    ["a blank at its end", /rsa-sha256"/, 'rsa-sha256 "'],
  ])("refuses a signature algorithm that is %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_signature_algorithm", "SignatureMethod");
  });

  it.each([
    ["none", / Algorithm="[^"]*xmlenc#sha256"/, ""],
    ["SHA-384", /"[^"]*xmlenc#sha256"/, '"http://www.w3.org/2001/04/xmldsig-more#sha384"'],
    ["MD5", /"[^"]*xmlenc#sha256"/, '"http://www.w3.org/2001/04/xmldsig-more#md5"'],
  ])("refuses a digest algorithm that is %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_digest_algorithm", "DigestMethod");
  });

  const canonicalization = (attributes: string, content: string) =>
    `<ds:CanonicalizationMethod${attributes}>${content}</ds:CanonicalizationMethod>`;
  it.each([
    ["without a name", canonicalization("", "")],
    ["of Canonical XML 1.1", canonicalization(' Algorithm="http://www.w3.org/2006/12/xml-c14n11"', "")],
    ["with text", canonicalization(` Algorithm="${EXCLUSIVE}"`, "x")],
    ["with a foreign element", canonicalization(` Algorithm="${EXCLUSIVE}"`, "<InclusiveNamespaces/>")],
    ["with two lists", canonicalization(` Algorithm="${EXCLUSIVE}"`, inclusive("").repeat(2))],
    ["with text in the list", canonicalization(` Algorithm="${EXCLUSIVE}"`, inclusive("", "x"))],
    ["with an element in the list", canonicalization(` Algorithm="${EXCLUSIVE}"`, inclusive("", "<x/>"))],
  ])("refuses a canonicalisation %s", (_name, element) => {
    expectRefused(changed(CANONICALIZATION, element), "saml_signature_canonicalization", "SignedInfo");
    const transform = element.replaceAll("CanonicalizationMethod", "Transform");
    expectRefused(changed(EXCLUSIVE_TRANSFORM, transform), "saml_signature_transforms", "Transforms");
  });
});

describe("shapeOfSignature, of transforms", () => {
  it.each([
    ["none", "<ds:Transforms/>"],
    ["canonicalisation alone", `<ds:Transforms>${EXCLUSIVE_TRANSFORM}</ds:Transforms>`],
    ["text", `<ds:Transforms>${ENVELOPED}x${EXCLUSIVE_TRANSFORM}</ds:Transforms>`],
    ["a foreign element", `<ds:Transforms>${ENVELOPED}${EXCLUSIVE_TRANSFORM}<x/></ds:Transforms>`],
    [
      "an XPath",
      `<ds:Transforms>${ENVELOPED}<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>true()</ds:XPath></ds:Transform></ds:Transforms>`,
    ],
    [
      "a stylesheet",
      `<ds:Transforms>${ENVELOPED}<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></ds:Transforms>`,
    ],
    [
      "a parameter of the enveloped signature",
      `<ds:Transforms>${ENVELOPED.replace("/>", "><x/></ds:Transform>")}${EXCLUSIVE_TRANSFORM}</ds:Transforms>`,
    ],
    ["two enveloped signatures", `<ds:Transforms>${ENVELOPED}${ENVELOPED}</ds:Transforms>`],
    ["a name that is missing", `<ds:Transforms><ds:Transform/>${EXCLUSIVE_TRANSFORM}</ds:Transforms>`],
  ])("refuses %s", (_name, transforms) => {
    expectRefused(changed(TRANSFORMS, transforms), "saml_signature_transforms", "Transforms");
  });
});

describe("shapeOfSignature, of the reference", () => {
  it.each([
    ["no URI", ' URI="#_response-1"', ""],
    ["an empty URI, which is the whole document", '"#_response-1"', '""'],
    ["the id of another element", '"#_response-1"', '"#_assertion-1"'],
    ["no fragment", '"#_response-1"', '"_response-1"'],
    ["a pointer", '"#_response-1"', "\"#xpointer(id('_response-1'))\""],
    ["the whole document by pointer", '"#_response-1"', '"#xpointer(/)"'],
    ["another document", '"#_response-1"', '"https://evil.example/#_response-1"'],
    ["a blank", '"#_response-1"', '"#_response-1 "'],
  ])("refuses %s", (_name, from, to) => {
    expectRefused(changed(from, to), "saml_signature_reference", "URI");
  });

  it("refuses a parent without an id", () => {
    expectRefused(changed(' ID="_response-1"', ""), "saml_signature_reference", "URI");
    const nameless = changed(' ID="_response-1"', "").replace("#_response-1", "#undefined");
    expectRefused(nameless, "saml_signature_reference", "URI");
  });
});

describe("signatureAlgorithm", () => {
  it.each([undefined, "", "constructor", "rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"])(
    "knows none by %j",
    (uri) => {
      expect(signatureAlgorithm(uri)).toBeUndefined();
    },
  );
});
