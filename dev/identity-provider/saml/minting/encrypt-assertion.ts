/**
 * Putting an Assertion into an EncryptedAssertion (SAML Core §2.3.4) by xml-encryption.
 * Invariant: the plaintext declares every namespace that was in scope where it stood, since it is decrypted and
 * canonicalised on its own. The text around it is left as it was, to the byte.
 */

import { createPublicKey } from "node:crypto";
import { type EncryptOptions, encrypt } from "xml-encryption";
import { cutAssertion, declareNamespaces, namespacesOfRoot } from "./assertion-text.ts";
import { NAMESPACES } from "./saml-names.ts";
import { element } from "./xml.ts";

export const CONTENT_ENCRYPTIONS = {
  "aes128-gcm": "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "aes256-gcm": "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "aes128-cbc": "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "aes256-cbc": "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
  "tripledes-cbc": "http://www.w3.org/2001/04/xmlenc#tripledes-cbc",
} as const satisfies Record<string, EncryptOptions["encryptionAlgorithm"]>;

export const KEY_TRANSPORTS = {
  "rsa-oaep-mgf1p": "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  "rsa-1_5": "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
} as const satisfies Record<string, EncryptOptions["keyEncryptionAlgorithm"]>;

export interface EncryptionOptions {
  /** PEM of the service provider. */
  readonly certificate: string;
  /** Default `aes256-gcm`. */
  readonly content?: keyof typeof CONTENT_ENCRYPTIONS;
  /** Default `rsa-oaep-mgf1p`. */
  readonly keyTransport?: keyof typeof KEY_TRANSPORTS;
}

/** The message with its Assertion encrypted; throws where there is none. */
export async function encryptAssertion(xml: string, options: EncryptionOptions): Promise<string> {
  const { before, assertion, after } = cutAssertion(xml);
  const plaintext = declareNamespaces(assertion, namespacesOfRoot(before));
  return `${before}${await encryptedAssertionXml(plaintext, options)}${after}`;
}

/** A saml:EncryptedAssertion that holds this plaintext, whatever it is. */
export async function encryptedAssertionXml(plaintext: string, options: EncryptionOptions): Promise<string> {
  const encryptOptions: EncryptOptions = {
    rsa_pub: createPublicKey(options.certificate).export({ type: "spki", format: "pem" }).toString(),
    pem: options.certificate,
    encryptionAlgorithm: CONTENT_ENCRYPTIONS[options.content ?? "aes256-gcm"],
    keyEncryptionAlgorithm: KEY_TRANSPORTS[options.keyTransport ?? "rsa-oaep-mgf1p"],
    warnInsecureAlgorithm: false,
  };
  const encrypted = await new Promise<string>((resolve, reject) => {
    encrypt(plaintext, encryptOptions, (error, result) => (error ? reject(error) : resolve(result)));
  });
  const withoutLayout = encrypted.replaceAll(/>\s+</g, "><").trim();
  return element("saml:EncryptedAssertion", { "xmlns:saml": NAMESPACES.assertion }, withoutLayout);
}
