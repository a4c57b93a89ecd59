import { describe, expect, it } from "vitest";
import {
  type EncryptionOptions,
  encryptedAssertionXml,
} from "../../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { encryptionFault } from "../../../functions/identity/saml/encryption-shape.ts";
import { elementFrom, keyOf } from "./response-builders.ts";

const { certificate } = await keyOf("sp");
const encrypted = (options: Partial<EncryptionOptions> = {}) =>
  encryptedAssertionXml("<a/>", { certificate, ...options });
const valid = await encrypted();

const faultIn = (xml: string, allowCbc = false) => encryptionFault(elementFrom(xml), allowCbc);

function changed(from: string | RegExp, to: string): string {
  const xml = valid.replace(from, to);
  expect(xml).not.toBe(valid);
  return xml;
}

const structure = refusal("saml_encryption_structure");
const keyAlgorithm = refusal("saml_encryption_algorithm", { of: "key" });
const KEY = /<e:EncryptedKey.*<\/e:EncryptedKey>/;
const DIGEST = /<DigestMethod[^>]*\/>/;
const CONTENT_METHOD = /<xenc:EncryptionMethod[^>]*\/>/;

describe("encryptionFault", () => {
  it.each(["aes128-gcm", "aes256-gcm"] as const)("finds none in RSA-OAEP with %s", async (content) => {
    const xml = await encrypted({ content });
    expect([faultIn(xml), faultIn(xml, true)]).toStrictEqual([undefined, undefined]);
  });

  it("finds none where the digest of OAEP goes without saying", () => {
    expect(faultIn(changed(DIGEST, ""))).toBeUndefined();
  });

  it.each(["aes128-cbc", "aes256-cbc"] as const)("wants the policy's word for %s", async (content) => {
    const xml = await encrypted({ content });
    expect(faultIn(xml)).toStrictEqual(refusal("saml_encryption_algorithm", { of: "content", cbc: true }));
    expect(faultIn(xml, true)).toBeUndefined();
  });

  it.each([
    ["triple DES", "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"],
    ["AES-192-GCM", "http://www.w3.org/2009/xmlenc11#aes192-gcm"],
    ["AES-192-CBC", "http://www.w3.org/2001/04/xmlenc#aes192-cbc"],
    ["nothing", ""],
  ])("refuses %s whatever the policy says", (_name, algorithm) => {
    const xml = changed("http://www.w3.org/2009/xmlenc11#aes256-gcm", algorithm);
    const refused = refusal("saml_encryption_algorithm", { of: "content", cbc: false });
    expect([faultIn(xml), faultIn(xml, true)]).toStrictEqual([refused, refused]);
  });

  it("refuses a content method without a name", () => {
    expect(faultIn(changed(CONTENT_METHOD, "<xenc:EncryptionMethod/>"))).toStrictEqual(
      refusal("saml_encryption_algorithm", { of: "content", cbc: false }),
    );
  });
});

describe("encryptionFault, of the key", () => {
  it("refuses RSA with PKCS #1 v1.5, which answers questions (Bleichenbacher)", async () => {
    expect(faultIn(await encrypted({ keyTransport: "rsa-1_5" }))).toStrictEqual(keyAlgorithm);
  });

  it.each([
    ["OAEP of XML Encryption 1.1", "http://www.w3.org/2009/xmlenc11#rsa-oaep"],
    ["key wrapping", "http://www.w3.org/2001/04/xmlenc#kw-aes256"],
    ["nothing", ""],
  ])("refuses %s", (_name, algorithm) => {
    expect(faultIn(changed("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", algorithm))).toStrictEqual(
      keyAlgorithm,
    );
  });

  it.each([
    ["SHA-256", DIGEST, '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'],
    ["no name", DIGEST, "<DigestMethod/>"],
    [
      "another mask",
      DIGEST,
      '$&<x:MGF xmlns:x="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/>',
    ],
    ["a label", DIGEST, "$&<e:OAEPparams>AAAA</e:OAEPparams>"],
  ])("refuses OAEP with %s", (_name, from, to) => {
    expect(faultIn(changed(from, to))).toStrictEqual(keyAlgorithm);
  });
});

describe("encryptionFault, of the structure", () => {
  it("is of the form that the mint writes", () => {
    expect(valid).toMatch(KEY);
    expect(valid).toMatch(CONTENT_METHOD);
    expect(valid).toMatch(DIGEST);
  });

  it.each([
    ["nothing", '<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'],
    ["no key", valid.replace(KEY, "")],
    ["two keys", valid.replace(KEY, "$&$&")],
    ["two ciphertexts", valid.replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, "$&$&")],
    [
      "a ciphertext in another element",
      valid.replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, "<a>$&</a>"),
    ],
    ["no method of the content", valid.replace(CONTENT_METHOD, "")],
    ["a third method", valid.replace(CONTENT_METHOD, "$&$&")],
    [
      "both methods at the key",
      valid.replace(CONTENT_METHOD, "").replace(/<e:EncryptionMethod/, `${methodIn(valid)}$&`),
    ],
    [
      "both methods at the content",
      valid.replace(/<e:EncryptionMethod.*?<\/e:EncryptionMethod>/, "").replace(CONTENT_METHOD, "$&$&"),
    ],
    ["one value", valid.replace(/<e:CipherValue>.*<\/e:CipherValue>/, "")],
    ["three values", valid.replace(/<e:CipherValue>.*<\/e:CipherValue>/, "$&$&")],
    ["a reference", valid.replace("<e:CipherData>", '$&<e:CipherReference URI="https://evil.example/"/>')],
    ["a reference of another namespace", valid.replace("<e:CipherData>", "$&<CipherReference/>")],
  ])("refuses %s", (_name, xml) => {
    expect(faultIn(xml)).toStrictEqual(structure);
  });

  it.each([
    ..."EncryptedData EncryptedKey EncryptionMethod CipherData CipherValue".split(" "),
    ..."DigestMethod KeyInfo RetrievalMethod".split(" "),
  ])("refuses a %s of another namespace, which the decrypter would take for one", (name) => {
    expect(faultIn(changed(KEY, `$&<x:${name} xmlns:x="urn:x"/>`))).toStrictEqual(structure);
    expect(faultIn(valid.replace("><", `><${name} xmlns=""/><`))).toStrictEqual(structure);
  });

  it("permits a key that is found by reference, within the assertion", () => {
    const named = '<e:EncryptedKey Id="_key" xmlns="http://www.w3.org/2000/09/xmldsig#" ';
    const [key = ""] = KEY.exec(valid) ?? [];
    const beside = changed(key, '<RetrievalMethod URI="#_key"/>').replace(
      "</xenc:EncryptedData>",
      `$&${key.replace("<e:EncryptedKey ", named)}`,
    );
    expect(faultIn(beside)).toBeUndefined();
  });
});

function methodIn(xml: string): string {
  return (
    CONTENT_METHOD.exec(xml)?.[0].replace(
      "<xenc:EncryptionMethod",
      '<e2:EncryptionMethod xmlns:e2="http://www.w3.org/2001/04/xmlenc#"',
    ) ?? ""
  );
}
