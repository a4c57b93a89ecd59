import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeSamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { selfSignedCertificate } from "../../../dev/identity-provider/saml/minting/self-signed-certificate.ts";
import { parseKeyPair } from "../../../functions/identity/saml/service-provider-keys.ts";
import { keyOf } from "./response-builders.ts";

const [key, other, weak] = await Promise.all([
  keyOf("sp"),
  keyOf("sp-next"),
  makeSamlKey({ commonName: "weak", bits: 1024 }),
]);
const pem = `${key.privateKey}${key.certificate}`;
const rsa = createPrivateKey(key.privateKey);

const INCOMPLETE = "a SAML key must be PEM text that holds an unencrypted private key and its certificate";
const UNREADABLE = "the SAML private key or its certificate cannot be read";
const MISMATCH = "the SAML certificate does not belong to the private key beside it";
const WEAK = "a SAML key must be RSA with at least 2048 bits";

describe("parseKeyPair", () => {
  it.each([
    ["the key first", pem],
    ["the certificate first", `${key.certificate}${key.privateKey}`],
    ["line breaks written out", pem.replaceAll("\n", "\\n")],
    ["line breaks of Windows", pem.replaceAll("\n", "\r\n")],
    ["text around it", `Bag Attributes\n  friendlyName: sp\n${pem}\nend\n`],
    ["PKCS #1", `${rsa.export({ type: "pkcs1", format: "pem" })}${key.certificate}`],
    ["a chain, of which the first counts", `${pem}${other.certificate}`],
  ])("reads PEM with %s", (_name, text) => {
    const pair = parseKeyPair(text);
    expect(pair.privateKey).toBe(key.privateKey);
    expect(new X509Certificate(pair.certificate).raw).toStrictEqual(new X509Certificate(key.certificate).raw);
  });

  it("reads 3,072 bits", async () => {
    const long = await makeSamlKey({ commonName: "long", bits: 3072 });
    expect(parseKeyPair(`${long.privateKey}${long.certificate}`).privateKey).toBe(long.privateKey);
  });

  const encryption = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" } as const;
  it.each([
    ["nothing", ""],
    ["something else", "correct horse battery staple"],
    ["a key alone", key.privateKey],
    ["a certificate alone", key.certificate],
    ["an encrypted key", `${rsa.export(encryption)}${key.certificate}`],
    [
      "a key encrypted as OpenSSL used to",
      `${rsa.export({ ...encryption, type: "pkcs1" })}${key.certificate}`,
    ],
    ["a key that breaks off", `${key.privateKey.slice(0, 400)}\n${key.certificate}`],
    ["labels that do not match", pem.replace("END PRIVATE KEY", "END RSA PRIVATE KEY")],
    ["a public key", pem.replaceAll("PRIVATE KEY", "PUBLIC KEY")],
  ])("refuses %s", (_name, text) => {
    expect(() => parseKeyPair(text)).toThrow(new Error(INCOMPLETE));
  });

  it.each([
    ["a key", pem.replace(/[\w+/]{64}\n/, "")],
    ["a certificate", `${key.privateKey}${key.certificate.replace(/[\w+/]{64}\n/, "")}`],
    ["base64", `-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n${key.certificate}`],
  ])("refuses %s that is none", (_name, text) => {
    expect(() => parseKeyPair(text)).toThrow(new Error(UNREADABLE));
  });

  it("refuses a certificate of another key", () => {
    expect(() => parseKeyPair(`${key.privateKey}${other.certificate}`)).toThrow(new Error(MISMATCH));
  });

  it("refuses 1,024 bits", () => {
    expect(() => parseKeyPair(`${weak.privateKey}${weak.certificate}`)).toThrow(new Error(WEAK));
  });

  it.each([
    ["an elliptic curve", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["RSA for PSS alone", generateKeyPairSync("rsa-pss", { modulusLength: 2048 })],
  ])("refuses %s", (_name, { privateKey }) => {
    const subject = { commonName: "sp", notBefore: new Date(0), notAfter: new Date("2040-01-01") };
    const certificate = selfSignedCertificate(privateKey, subject);
    const text = `${privateKey.export({ type: "pkcs8", format: "pem" })}${certificate}`;
    expect(() => parseKeyPair(text)).toThrow(new Error(WEAK));
  });

  it("never says what it read", () => {
    const secret = key.privateKey.split("\n")[1] ?? "";
    for (const text of [key.privateKey, pem.replace("END PRIVATE", "END"), pem.replace(secret, "")]) {
      expect(() => parseKeyPair(text)).toThrow(Error);
      try {
        parseKeyPair(text);
      } catch (error) {
        expect(String(error)).not.toContain(secret.slice(0, 20));
        expect((error as Error).cause).toBeUndefined();
      }
    }
  });
});
