import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { selfSignedCertificate } from "../../../dev/identity-provider/saml/minting/self-signed-certificate.ts";
import { type SignatureStyle, signXml } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import { parseIdpMetadata } from "../../../functions/identity/saml/idp-metadata.ts";
import { verifyMetadataSignature } from "../../../functions/identity/saml/metadata-signature.ts";
import {
  entitiesXml,
  entityXml,
  IDP_ENTITY_ID,
  idpKey,
  keyDescriptorXml,
  METADATA_NOW,
  signedMetadata,
} from "../../support/saml-metadata-builders.ts";

const [federation, stranger, first] = await Promise.all([
  idpKey("federation"),
  idpKey("stranger"),
  idpKey("first"),
]);
const keyDescriptors = [keyDescriptorXml(first.certificate)];
const unsigned = entityXml({ keyDescriptors });
const signed = signedMetadata(unsigned, federation);
const atRoot = { reference: "/*", action: "prepend" } as const;

function faultOf(xml: string, certificate = federation.certificate): string {
  const verified = verifyMetadataSignature(xml, certificate);
  return verified.ok ? "none" : verified.error;
}

function styled(style: SignatureStyle): string {
  return signXml(unsigned, { key: federation, elementId: "_entity", location: atRoot, ...style });
}

const CHANGED =
  "was changed after it was signed; fetch it again, and if that does not help, ask the publisher";
const STRANGER = "is not signed by the pinned certificate; ask the publisher which one signs now";
const FORM = "it needs one enveloped signature over its root, RSA with SHA-256 or SHA-512";

describe("verifyMetadataSignature", () => {
  it("gives back what was signed, without the signature", () => {
    const verified = verifyMetadataSignature(signed, federation.certificate);
    if (!verified.ok) throw new Error(verified.error);
    expect(verified.value).not.toContain("Signature");
    const expected = { entityId: IDP_ENTITY_ID, nowEpochSeconds: METADATA_NOW, allowLoopbackHttp: false };
    expect(parseIdpMetadata(verified.value, expected)).toStrictEqual(parseIdpMetadata(unsigned, expected));
  });

  it("gives back nothing that stands outside the root", () => {
    const around = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- before -->\n${signed}\n<!-- after -->`;
    expect(verifyMetadataSignature(around, federation.certificate)).toStrictEqual(
      verifyMetadataSignature(signed, federation.certificate),
    );
  });

  it("does not mind comments, which no signature covers", () => {
    const commented = signed.replace("<md:IDPSSODescriptor", "<!-- here --><md:IDPSSODescriptor");
    expect(verifyMetadataSignature(commented, federation.certificate)).toStrictEqual(
      verifyMetadataSignature(signed, federation.certificate),
    );
  });

  it("verifies a federation as a whole", () => {
    const aggregate = entitiesXml({ ID: "_all" }, unsigned);
    expect(faultOf(signedMetadata(aggregate, federation, "_all"))).toBe("none");
  });

  it.each<readonly [string, SignatureStyle]>([
    ["RSA with SHA-512", { signatureAlgorithm: "rsa-sha512", digestAlgorithm: "sha512" }],
    ["no KeyInfo", { keyInfo: false }],
    ["inclusive prefixes", { inclusiveNamespacesPrefixList: ["md", "ds"] }],
    ["another prefix", { prefix: "" }],
  ])("accepts a signature with %s", (_name, style) => {
    expect(faultOf(styled(style))).toBe("none");
  });

  it.each<readonly [string, SignatureStyle, string]>([
    ["RSA with SHA-1", { signatureAlgorithm: "rsa-sha1" }, "saml_signature_algorithm, SignatureMethod"],
    ["HMAC", { signatureAlgorithm: "hmac-sha1" }, "saml_signature_algorithm, SignatureMethod"],
    ["a SHA-1 digest", { digestAlgorithm: "sha1" }, "saml_digest_algorithm, DigestMethod"],
    [
      "inclusive canonicalisation",
      { canonicalization: "inclusive" },
      "saml_signature_canonicalization, SignedInfo",
    ],
    [
      "comments signed",
      { transforms: ["enveloped", "exclusive-with-comments"] },
      "saml_signature_transforms, Transforms",
    ],
    ["no enveloped transform", { transforms: ["exclusive"] }, "saml_signature_transforms, Transforms"],
    [
      "transforms twice",
      { transforms: ["enveloped", "exclusive", "exclusive"] },
      "saml_signature_transforms, Transforms",
    ],
  ])("refuses a signature with %s", (_name, style, detail) => {
    expect(faultOf(styled(style))).toBe(`is signed in a way that is not accepted (${detail}): ${FORM}`);
  });

  it("refuses a document that nobody signed", () => {
    expect(faultOf(unsigned)).toBe(
      "is not signed; with `signedBy` it must be, so ask the publisher for the signed document",
    );
  });

  it("refuses one that somebody else signed, who shows the pinned certificate", () => {
    expect(faultOf(signedMetadata(unsigned, stranger))).toBe(STRANGER);
    const options = {
      key: stranger,
      elementId: "_entity",
      location: atRoot,
      keyInfo: federation.certificate,
    };
    expect(faultOf(signXml(unsigned, options))).toBe(STRANGER);
  });

  it("refuses one that was changed afterwards", () => {
    expect(faultOf(signed.replace("https://idp.example.com/sso", "https://evil.example.com/sso"))).toBe(
      CHANGED,
    );
    expect(faultOf(signed.replace("</md:EntityDescriptor>", "<md:Extensions/></md:EntityDescriptor>"))).toBe(
      CHANGED,
    );
  });

  it("refuses a changed SignedInfo", () => {
    expect(faultOf(signed.replace(/<ds:DigestValue>[^<]{4}/, "<ds:DigestValue>AAAA"))).toBe(STRANGER);
  });

  it.each([
    ["a second signature", signedMetadata(signed, federation)],
    [
      "an entity inside that is signed too",
      signedMetadata(entitiesXml({ ID: "_all" }, signed), federation, "_all"),
    ],
    ["only an entity inside signed", entitiesXml({ ID: "_all" }, signed)],
    [
      "the signature deeper down",
      signXml(unsigned, {
        key: federation,
        elementId: "_entity",
        location: { reference: "//*[local-name()='KeyDescriptor']", action: "append" },
      }),
    ],
    [
      "a signature of another namespace",
      unsigned.replace("<md:IDPSSO", '<Signature xmlns="urn:x"/><md:IDPSSO'),
    ],
  ])("refuses %s", (_name, xml) => {
    expect(faultOf(xml)).toBe(`is signed in a way that is not accepted: ${FORM}, and no other signature`);
  });

  it("refuses a signature about another element than the root", () => {
    const inner = entityXml({ keyDescriptors, attributes: { ID: "_inner" } });
    const wrapped = signXml(entitiesXml({ ID: "_all" }, inner), {
      key: federation,
      elementId: "_inner",
      location: atRoot,
    });
    expect(faultOf(wrapped)).toContain("(saml_signature_reference, URI)");
  });

  it("refuses a root whose ID another element bears", () => {
    const twice = unsigned.replace("<md:IDPSSODescriptor", '<md:IDPSSODescriptor ID="_entity"');
    const [, signature = ""] =
      /(<ds:Signature.*<\/ds:Signature>)/s.exec(signedMetadata(twice, federation)) ?? [];
    expect(signature).not.toBe("");
    expect(faultOf(signedMetadata(twice, federation))).toBe(
      "has a signature on which two verifiers disagree; please report this",
    );
  });

  it("refuses a root without an ID", () => {
    expect(faultOf(signed.replace(' ID="_entity"', ""))).toBe(
      "has a signature, but no usable ID on its root that the signature could be about",
    );
  });

  it("applies the rules on text first", () => {
    expect(faultOf(`<!DOCTYPE m>${signed}`)).toMatch(/^holds a DOCTYPE/);
  });

  it.each([
    ["nothing", "", "the file in `signedBy` must hold one certificate in PEM and nothing else"],
    [
      "two certificates",
      federation.certificate + stranger.certificate,
      "the file in `signedBy` must hold one certificate in PEM and nothing else",
    ],
    ["a private key", federation.privateKey, "the file in `signedBy` holds no certificate in PEM"],
  ])("says so where %s is pinned", (_name, pem, fault) => {
    expect(faultOf(signed, pem)).toBe(`cannot be verified: ${fault}`);
  });

  it("pins no weak key", async () => {
    const weak = await makeSamlKey({ commonName: "weak", bits: 1024 });
    expect(faultOf(signed, weak.certificate)).toMatch(
      /^cannot be verified: the certificate in `signedBy` has an RSA key of 1024 bits; /,
    );
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const [notBefore, notAfter] = [new Date("2020-01-01"), new Date("2040-01-01")];
    const pem = selfSignedCertificate(privateKey, { commonName: "ec", notBefore, notAfter });
    expect(faultOf(signed, pem)).toContain("has a key of type ec; only RSA is accepted");
  });
});
