/**
 * The one form of EncryptedAssertion that is accepted (SAML Core §2.3.4, XML Encryption 1.1 §5): one ciphertext, one
 * RSA-OAEP key for it, AES-GCM. What a reader could be sent elsewhere by (CipherReference and the like) is refused.
 */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { attributeOf, childElements, elementsOf, isNamed, NAMESPACES, type Namespace } from "./strict-xml.ts";

const RSA_OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";
const AES_GCM = ["http://www.w3.org/2009/xmlenc11#aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm"];
const AES_CBC = [
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
];

/** Undefined if it may be decrypted. CBC authenticates nothing, so the policy must want it. */
export function encryptionFault(encryptedAssertion: Element, allowCbc: boolean): Refusal | undefined {
  const all = [...elementsOf(encryptedAssertion)];
  const named = (namespace: Namespace, name: string) =>
    all.filter((element) => isNamed(element, namespace, name));
  const [data, ...otherData] = named("encryption", "EncryptedData");
  const [key, ...otherKeys] = named("encryption", "EncryptedKey");
  const methods = named("encryption", "EncryptionMethod");
  const hasForeign = all.some(({ localName, namespaceURI }) => {
    const isAmbiguous = UNAMBIGUOUS.get(localName ?? "");
    return isAmbiguous !== undefined && namespaceURI !== NAMESPACES[isAmbiguous];
  });
  const isPlain =
    data !== undefined &&
    key !== undefined &&
    otherData.length === 0 &&
    otherKeys.length === 0 &&
    data.parentNode === encryptedAssertion &&
    methods.length === 2 &&
    named("encryption", "CipherValue").length === 2 &&
    !all.some(({ localName }) => localName === "CipherReference") &&
    !hasForeign;
  if (!isPlain) return refusal("saml_encryption_structure");

  const contentMethod = methods.find((method) => method.parentNode === data);
  const keyMethod = methods.find((method) => method.parentNode === key);
  if (contentMethod === undefined || keyMethod === undefined) return refusal("saml_encryption_structure");
  if (attributeOf(keyMethod, "Algorithm") !== RSA_OAEP || !isPlainOaep(keyMethod)) {
    return refusal("saml_encryption_algorithm", { of: "key" });
  }
  const content = attributeOf(contentMethod, "Algorithm") ?? "";
  const isCbc = AES_CBC.includes(content);
  if (!AES_GCM.includes(content) && !(isCbc && allowCbc)) {
    return refusal("saml_encryption_algorithm", { of: "content", cbc: isCbc });
  }
  return undefined;
}

/** Names the decrypter looks up by local name alone. */
const UNAMBIGUOUS: ReadonlyMap<string, Namespace> = new Map([
  ["EncryptedData", "encryption"],
  ["EncryptedKey", "encryption"],
  ["EncryptionMethod", "encryption"],
  ["CipherData", "encryption"],
  ["CipherValue", "encryption"],
  ["DigestMethod", "signature"],
  ["KeyInfo", "signature"],
  ["RetrievalMethod", "signature"],
]);

/** OAEP with SHA-1 inside, the default and all the decrypter knows; it rests on no collision of SHA-1. */
function isPlainOaep(method: Element): boolean {
  return childElements(method).every(
    (child) => isNamed(child, "signature", "DigestMethod") && attributeOf(child, "Algorithm") === SHA1,
  );
}
