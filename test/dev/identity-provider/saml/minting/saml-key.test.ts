import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { certificateBody, makeSamlKey } from "../../../../../dev/identity-provider/saml/minting/saml-key.ts";

describe("makeSamlKey", () => {
  it("makes an RSA key of 2048 bits and a certificate of it, signed with itself", async () => {
    const key = await makeSamlKey({ commonName: "Northwind Bank sign-in ñ" });
    const certificate = new X509Certificate(key.certificate);
    expect(certificate.subject).toBe("CN=Northwind Bank sign-in ñ");
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.checkPrivateKey(createPrivateKey(key.privateKey))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.serialNumber).toMatch(/^01[0-9A-F]{30}$/);
  });

  it("writes the validity that it is given, over the turn of the form at 2050", async () => {
    const [notBefore, notAfter] = [new Date("2026-11-01T10:20:30Z"), new Date("2051-02-03T04:05:06Z")];
    const key = await makeSamlKey({ commonName: "x", bits: 1024, notBefore, notAfter });
    const certificate = new X509Certificate(key.certificate);
    expect([certificate.validFromDate, certificate.validToDate]).toStrictEqual([notBefore, notAfter]);
  });

  it.each([1024, 3072] as const)("makes a key of %i bits", async (bits) => {
    const { certificate } = await makeSamlKey({ commonName: "x", bits });
    const { publicKey } = new X509Certificate(certificate);
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(bits);
  });

  it("says what the key is for: signatures and keys, nothing else", async () => {
    const { certificate } = await makeSamlKey({ commonName: "x", bits: 1024 });
    // keyUsage, critical, digitalSignature and keyEncipherment.
    const keyUsage = Buffer.from("0603551d0f0101ff0404030205a0", "hex");
    expect(new X509Certificate(certificate).raw.includes(keyUsage)).toBe(true);
  });
});

describe("certificateBody", () => {
  it("is the DER in base64, in one line", async () => {
    const { certificate } = await makeSamlKey({ commonName: "x", bits: 1024 });
    expect(certificateBody(certificate)).toBe(new X509Certificate(certificate).raw.toString("base64"));
  });
});
