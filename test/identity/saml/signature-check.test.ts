import { constants, createPrivateKey, createPublicKey, sign, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateBody } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { SignatureStyle } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import { signedResponse } from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import {
  isSignedBy,
  pemOf,
  signatureFault,
  verificationKeys,
} from "../../../functions/identity/saml/signature-check.ts";
import { shapeOfSignature } from "../../../functions/identity/saml/signature-shape.ts";
import { aSpec, elementFrom, elementNamed, keyOf } from "./response-builders.ts";

const [key, stranger] = await Promise.all([keyOf("idp"), keyOf("stranger")]);
const certificateOf = (pem: string) => ({ der: certificateBody(pem), fingerprint: "", notAfter: 0 });
const [publicKey, strangers] = [key, stranger].map(({ certificate }) => createPublicKey(certificate)) as [
  ReturnType<typeof createPublicKey>,
  ReturnType<typeof createPublicKey>,
];
const minted = (style: SignatureStyle = {}) => signedResponse(aSpec(), { key, sign: "response", ...style });

function faultIn(xml: string, keys = [publicKey]) {
  const root = elementFrom(xml);
  const shape = shapeOfSignature(elementNamed(root, "Signature"), root);
  if (!shape.ok) throw new Error(`refused: ${shape.error.reason}`);
  return signatureFault(shape.value, keys);
}

describe("verificationKeys", () => {
  it("reads the key of each certificate, in their order", () => {
    const certificates = [stranger, key].map(({ certificate }) => certificateOf(certificate));
    expect(verificationKeys(certificates).map((read) => read.equals(publicKey))).toStrictEqual([false, true]);
    expect(verificationKeys([])).toStrictEqual([]);
  });

  it.each(["", "AAAA", "not base64!"])("throws for a certificate of %j", (der) => {
    expect(() => verificationKeys([{ der, fingerprint: "", notAfter: 0 }])).toThrow(Error);
  });
});

describe("pemOf", () => {
  it("writes what OpenSSL reads, in lines of 64", () => {
    const pem = pemOf(certificateBody(key.certificate));
    expect(new X509Certificate(pem).raw).toStrictEqual(new X509Certificate(key.certificate).raw);
    expect(pem).toMatch(
      /^-----BEGIN CERTIFICATE-----\n([\w+/]{64}\n)+[\w+/=]{1,64}\n-----END CERTIFICATE-----\n$/,
    );
  });

  it("writes nothing between the lines for nothing", () => {
    expect(pemOf("")).toBe("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  });
});

describe("signatureFault", () => {
  it.each<SignatureStyle>([
    {},
    { signatureAlgorithm: "rsa-sha512", digestAlgorithm: "sha512" },
    { signatureAlgorithm: "sha256-rsa-MGF1" },
    { prefix: "" },
    { keyInfo: false },
    { inclusiveNamespacesPrefixList: ["xs", "xsi"] },
  ])("finds none in a signature with %o", (style) => {
    expect(faultIn(minted(style))).toBeUndefined();
  });

  it("finds none where one of several keys signed", () => {
    expect(faultIn(minted(), [strangers, publicKey])).toBeUndefined();
  });

  it("refuses where no key signed, whatever the certificate beside it is", () => {
    expect(faultIn(minted(), [strangers])).toStrictEqual(refusal("saml_signature"));
    expect(faultIn(minted(), [])).toStrictEqual(refusal("saml_signature"));
    expect(faultIn(minted({ keyInfo: stranger.certificate }), [strangers])).toStrictEqual(
      refusal("saml_signature"),
    );
  });

  it.each([
    [
      "the digest",
      /(<ds:DigestValue>)(.)/,
      (_all: string, tag: string, first: string) => `${tag}${first === "A" ? "B" : "A"}`,
    ],
    ["the algorithm", /xmldsig-more#rsa-sha256/, () => "xmldsig-more#rsa-sha512"],
    ["a blank", "<ds:SignedInfo>", () => "<ds:SignedInfo> "],
    [
      "the signature",
      /(<ds:SignatureValue>)(.)/,
      (_all: string, tag: string, first: string) => `${tag}${first === "A" ? "B" : "A"}`,
    ],
  ] as const)("refuses after %s was changed", (_name, from, to) => {
    const xml = minted();
    const changed = xml.replace(from, to as (substring: string) => string);
    expect(changed).not.toBe(xml);
    expect(faultIn(changed)).toStrictEqual(refusal("saml_signature"));
  });

  it.each([
    ["a value", "7f3a1c52", "7f3a1c53"],
    ["a name", 'Name="groups"', 'Name="group"'],
    ["a blank", "<saml:Subject>", "<saml:Subject> "],
    ["a prefix", /saml(:|=)/g, "SAML$1"],
    ["an attribute more", "<saml:Subject>", '<saml:Subject x="">'],
    ["an element less", /<saml:Conditions.*<\/saml:Conditions>/, ""],
  ])("refuses after %s of what is signed was changed", (_name, from, to) => {
    const xml = minted();
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(faultIn(changed)).toStrictEqual(refusal("saml_digest"));
  });

  it("does not mind what canonicalisation levels", () => {
    const levelled = minted()
      .replaceAll('"', "'")
      .replace("<saml:Subject>", '<saml:Subject  xmlns:unused="urn:x"\n>')
      .replace("Lucía", "Luc&#xED;a");
    expect(faultIn(levelled)).toBeUndefined();
  });
});

describe("isSignedBy", () => {
  const content = Buffer.from("SAMLRequest=x");
  const privateKey = createPrivateKey(key.privateKey);
  const pss = (saltLength: number) =>
    sign("sha256", content, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  const pkcs1 = (hash: string) => sign(hash, content, privateKey);

  it("verifies each padding and hash, and none for another", () => {
    const algorithms = [
      { hash: "sha256", padding: "pkcs1" },
      { hash: "sha512", padding: "pkcs1" },
      { hash: "sha256", padding: "pss" },
    ] as const;
    const signatures = [pkcs1("sha256"), pkcs1("sha512"), pss(32)];
    for (const [row, algorithm] of algorithms.entries()) {
      const verified = signatures.map((signature) => isSignedBy(publicKey, algorithm, content, signature));
      expect(verified).toStrictEqual(signatures.map((_signature, column) => column === row));
    }
  });

  it.each([0, 20, 64])("refuses PSS with a salt of %i bytes (RFC 6931 §2.3.9)", (saltLength) => {
    expect(isSignedBy(publicKey, { hash: "sha256", padding: "pss" }, content, pss(saltLength))).toBe(false);
  });

  it.each([0, 1, 255, 257, 1_024])("refuses %i bytes without a throw", (length) => {
    for (const padding of ["pkcs1", "pss"] as const) {
      expect(isSignedBy(publicKey, { hash: "sha256", padding }, content, Buffer.alloc(length))).toBe(false);
    }
  });
});
