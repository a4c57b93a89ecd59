import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateBody, makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { selfSignedCertificate } from "../../../dev/identity-provider/saml/minting/self-signed-certificate.ts";
import { signingCertificates } from "../../../functions/identity/saml/metadata-certificates.ts";
import { openMetadata } from "../../../functions/identity/saml/metadata-document.ts";
import { childElements } from "../../../functions/identity/saml/strict-xml.ts";
import {
  entityXml,
  idpKey,
  keyDescriptorXml,
  keyInfoXml,
  x509Xml,
} from "../../support/saml-metadata-builders.ts";

const [first, second] = await Promise.all([idpKey("first"), idpKey("second")]);
const firstBody = certificateBody(first.certificate);
const secondBody = certificateBody(second.certificate);
const SUBJECT = {
  commonName: "odd key",
  notBefore: new Date("2020-01-01T00:00:00Z"),
  notAfter: new Date("2040-01-01T00:00:00Z"),
};

function read(...keyDescriptors: readonly string[]) {
  const document = openMetadata(entityXml({ keyDescriptors, services: [] }));
  if (!document.ok) throw new Error(document.error);
  const [role] = childElements(document.value.root);
  if (role === undefined) throw new Error("no role");
  return signingCertificates(role);
}

function bodiesOf(...keyDescriptors: readonly string[]): readonly string[] {
  const certificates = read(...keyDescriptors);
  if (!certificates.ok) throw new Error(certificates.error);
  return certificates.value.map(({ der }) => der);
}

function faultOf(...keyDescriptors: readonly string[]): string {
  const certificates = read(...keyDescriptors);
  return certificates.ok ? "none" : certificates.error;
}

const NONE =
  "names no X.509 certificate to sign with, and names of keys or bare key values are not used; ask for metadata with certificates";

describe("signingCertificates", () => {
  it("keeps both during a rollover, in the order of the document", () => {
    expect(bodiesOf(keyDescriptorXml(second.certificate), keyDescriptorXml(first.certificate))).toStrictEqual(
      [secondBody, firstBody],
    );
  });

  it("takes a key of no named use, and none that is for encryption", () => {
    const descriptors = [
      keyDescriptorXml(second.certificate, "encryption"),
      keyDescriptorXml(first.certificate, null),
    ];
    expect(bodiesOf(...descriptors)).toStrictEqual([firstBody]);
  });

  it.each(["encryption", "Signing", "", "sign"])("has none where the only use is %j", (use) => {
    expect(faultOf(keyDescriptorXml(first.certificate, use))).toBe(NONE);
  });

  it("takes every certificate of a KeyDescriptor", () => {
    expect(bodiesOf(keyInfoXml(x509Xml(firstBody, secondBody)))).toStrictEqual([firstBody, secondBody]);
    expect(bodiesOf(keyInfoXml(x509Xml(firstBody) + x509Xml(secondBody)))).toStrictEqual([
      firstBody,
      secondBody,
    ]);
  });

  it("drops what stands there twice", () => {
    const descriptors = [keyDescriptorXml(first.certificate), keyDescriptorXml(first.certificate, null)];
    expect(bodiesOf(...descriptors)).toStrictEqual([firstBody]);
  });

  it("does not mind white space in a certificate", () => {
    const wrapped = `\n\t ${firstBody.replaceAll(/.{64}/g, "$&\r\n    ")}\n`;
    expect(bodiesOf(keyInfoXml(x509Xml(wrapped)))).toStrictEqual([firstBody]);
  });

  it("keeps a certificate that has ended: the key is what is trusted", async () => {
    const notAfter = new Date("2021-01-01T00:00:00Z");
    const ended = await makeSamlKey({ commonName: "ended", notAfter });
    const certificates = read(keyDescriptorXml(ended.certificate));
    const { raw } = new X509Certificate(ended.certificate);
    expect(certificates).toStrictEqual({
      ok: true,
      value: [
        {
          der: raw.toString("base64"),
          fingerprint: createHash("sha256").update(raw).digest("hex"),
          notAfter: notAfter.getTime() / 1000,
        },
      ],
    });
  });

  it.each([
    ["no KeyDescriptor", []],
    ["an empty KeyDescriptor", ["<md:KeyDescriptor/>"]],
    ["an empty KeyInfo", [keyInfoXml("")]],
    ["a key's name", [keyInfoXml("<ds:KeyName>one</ds:KeyName>")]],
    [
      "a bare key",
      [
        keyInfoXml(
          "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus></ds:RSAKeyValue></ds:KeyValue>",
        ),
      ],
    ],
    ["an empty X509Data", [keyInfoXml("<ds:X509Data/>")]],
    [
      "a certificate outside of X509Data",
      [keyInfoXml(`<ds:X509Certificate>${firstBody}</ds:X509Certificate>`)],
    ],
    [
      "a certificate of another namespace",
      [keyInfoXml(x509Xml(firstBody)).replaceAll("ds:X509Certificate", "md:X509Certificate")],
    ],
  ])("refuses %s", (_name, descriptors) => {
    expect(faultOf(...descriptors)).toBe(NONE);
  });

  it("does not mind a key's name beside a certificate", () => {
    expect(bodiesOf(keyInfoXml(`<ds:KeyName>one</ds:KeyName>${x509Xml(firstBody)}`))).toStrictEqual([
      firstBody,
    ]);
  });

  it.each([
    ["PEM", `-----BEGIN CERTIFICATE-----\n${firstBody}\n-----END CERTIFICATE-----`, "is not base64"],
    ["nothing", "", "is not base64"],
    ["base64url", firstBody.replaceAll("+", "-").replaceAll("/", "_"), "is not base64"],
    ["a character too many", `${firstBody}!`, "is not base64"],
    ["markup", `${firstBody}<ds:X/>`, "is not base64"],
    ["another thing", Buffer.from("hello").toString("base64"), "is no X.509 certificate in DER"],
    ["PEM in base64", Buffer.from(first.certificate).toString("base64"), "is no X.509 certificate in DER"],
    [
      "a certificate and more",
      Buffer.concat([new X509Certificate(first.certificate).raw, Buffer.of(0)]).toString("base64"),
      "is no X.509 certificate in DER",
    ],
  ])("refuses %s for a certificate", (_name, body, fault) => {
    expect(faultOf(keyDescriptorXml(second.certificate), keyInfoXml(x509Xml(body)))).toBe(
      `its signing certificate 2 ${fault}; fetch the metadata again`,
    );
  });

  it.each([
    [
      "RSA of 1024 bits",
      () => generateKeyPairSync("rsa", { modulusLength: 1024 }),
      "has an RSA key of 1024 bits; from 2048 to 8192",
    ],
    [
      "RSA with a small exponent",
      () => generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }),
      "has an RSA key with the public exponent 3; only 65537",
    ],
    ["EC", () => generateKeyPairSync("ec", { namedCurve: "P-256" }), "has a key of type ec; only RSA"],
    [
      "RSA-PSS",
      () => generateKeyPairSync("rsa-pss", { modulusLength: 2048 }),
      "has a key of type rsa-pss; only RSA",
    ],
  ])("refuses a key of %s, and says why", (_name, generate, fault) => {
    const { privateKey } = generate();
    expect(faultOf(keyDescriptorXml(selfSignedCertificate(privateKey, SUBJECT)))).toContain(
      `its signing certificate 1 ${fault}`,
    );
  });
});
