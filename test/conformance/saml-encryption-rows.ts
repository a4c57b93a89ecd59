/** What can be wrong with an encrypted assertion. The Response around it is signed wherever the row does not say otherwise. */
import { cutAssertion } from "../../dev/identity-provider/saml/minting/assertion-text.ts";
import { encryptedAssertionXml } from "../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import { responseXml } from "../../dev/identity-provider/saml/minting/response-xml.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { encrypted, KEYS, NAME_ID, RESPONSE_ID, VICTIM } from "./saml-minting.ts";
import { type Replacement, replaced, SIGNATURE, sealed, standingAlone } from "./saml-tampering.ts";

const UNSIGNED = "CVE-2024-4985";
const STRUCTURE = "XML Encryption §3";
const ALGORITHM = "XML Encryption §5";
const _PLAINTEXT = "SAML Core §2.3.4";

const replacedIn = (from: string | RegExp, to: Replacement) =>
  sealed({ ciphertext: (xml) => replaced(xml, from, to) });

const DATA_METHOD = /(?<=<xenc:EncryptedData [^>]*><xenc:EncryptionMethod Algorithm=")[^"]+/;
const KEY_METHOD = /(?<=<e:EncryptedKey [^>]*><e:EncryptionMethod Algorithm=")[^"]+/;
const LAST_VALUE = /[^>]{24}(?=<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/;

export const SAML_ENCRYPTION_ROWS: readonly SamlRow[] = [
  {
    name: "the assertion is encrypted and the Response is not signed",
    clause: UNSIGNED,
    reason: "saml_encryption_unsigned",
    response: encrypted({}, { sign: "assertion" }),
  },
  {
    name: "the signature of the Response is a stranger's",
    clause: UNSIGNED,
    reason: "saml_signature",
    response: encrypted({}, { key: KEYS.stranger }),
  },
  {
    name: "the Response's signature is taken off",
    clause: "CVE-2024-9487",
    reason: "saml_encryption_unsigned",
    response: async (spec) => replaced(await encrypted()(spec), SIGNATURE, ""),
  },
  {
    name: "the encrypted assertion is that of another signed Response",
    clause: UNSIGNED,
    reason: "saml_digest",
    response: async (spec) => {
      const pattern = /<saml:EncryptedAssertion[\s\S]*<\/saml:EncryptedAssertion>/;
      const other = await encrypted({}, {}, { nameId: { value: VICTIM } })(spec);
      return replaced(await encrypted()(spec), pattern, pattern.exec(other)?.[0] ?? "");
    },
  },
  {
    name: "a stranger encrypted an assertion to us, into a signed Response",
    clause: UNSIGNED,
    reason: "saml_digest",
    response: async (spec) => {
      const { before, assertion, after } = cutAssertion(
        signXml(responseXml(spec), { key: KEYS.first, elementId: RESPONSE_ID }),
      );
      const forged = standingAlone(replaced(assertion, NAME_ID, VICTIM));
      return (
        before + (await encryptedAssertionXml(forged, { certificate: KEYS.decryption.certificate })) + after
      );
    },
  },
  {
    name: "the assertion must be encrypted and is not",
    clause: "SAML Core §6.1",
    reason: "saml_encryption_required",
    policy: { require: { signedResponse: false, signedAssertion: false, encryptedAssertion: true } },
  },
  {
    name: "an encrypted assertion must be signed too and is not",
    clause: "SAML Metadata §2.4.4",
    reason: "saml_signature_required",
    policy: { require: { signedResponse: false, signedAssertion: true, encryptedAssertion: false } },
    response: encrypted(),
  },
  {
    name: "we have no key to decrypt with",
    clause: "SAML Metadata §2.4.1.1",
    reason: "saml_decryption_key_missing",
    decryptionKeys: [],
    response: encrypted(),
  },
  ...samlRows(ALGORITHM, "saml_encryption_algorithm", {
    "the key is transported by RSA 1.5": encrypted({ keyTransport: "rsa-1_5" }),
    "the content is in Triple DES": encrypted({ content: "tripledes-cbc" }),
    "the content is in AES-CBC, which the policy does not allow": encrypted({ content: "aes256-cbc" }),
    "the content's algorithm is unknown": replacedIn(DATA_METHOD, "urn:x"),
    "the key's algorithm is AES key wrap": replacedIn(
      KEY_METHOD,
      "http://www.w3.org/2001/04/xmlenc#kw-aes256",
    ),
    "the key's algorithm is RSA-OAEP of XML Encryption 1.1": replacedIn(
      KEY_METHOD,
      "http://www.w3.org/2009/xmlenc11#rsa-oaep",
    ),
    "the content's algorithm is empty": replacedIn(DATA_METHOD, ""),
  }),
  {
    name: "the content is in Triple DES, and the policy allows CBC",
    clause: ALGORITHM,
    reason: "saml_encryption_algorithm",
    policy: { allowCbc: true },
    response: encrypted({ content: "tripledes-cbc" }),
  },
  ...samlRows(STRUCTURE, "saml_encryption_structure", {
    "the ciphertext is somewhere else": replacedIn(
      /<xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/,
      '<xenc:CipherReference URI="http://169.254.169.254/"/></xenc:CipherData></xenc:EncryptedData>',
    ),
    "there are two encrypted keys": replacedIn(
      /<e:EncryptedKey[\s\S]*<\/e:EncryptedKey>/,
      (found) => found + found,
    ),
    "there are two ciphertexts": replacedIn(
      /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/,
      (found) => found + found,
    ),
    "there is no encrypted key": replacedIn(/<e:EncryptedKey[\s\S]*<\/e:EncryptedKey>/, ""),
    "there is no ciphertext": replacedIn(/<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/, ""),
    "the key's method stands in the ciphertext": sealed({
      ciphertext: (xml) => {
        const [method = ""] = /<e:EncryptionMethod [\s\S]*?<\/e:EncryptionMethod>/.exec(xml) ?? [];
        return replaced(
          replaced(xml, method, ""),
          "<xenc:CipherData>",
          `${method}<xenc:CipherData>`.replaceAll("e:EncryptionMethod", "xenc:EncryptionMethod"),
        );
      },
    }),
    "there is no method": replacedIn(/<xenc:EncryptionMethod [^>]*\/>/, ""),
    "a CipherValue of another namespace stands first": replacedIn(
      "<xenc:CipherData>",
      '<x:CipherData xmlns:x="urn:x"><x:CipherValue>AAAA</x:CipherValue></x:CipherData><xenc:CipherData>',
    ),
    "the KeyInfo of the ciphertext is of another namespace": sealed({
      ciphertext: (xml) =>
        replaced(
          replaced(xml, /<KeyInfo [^>]*>/, '<x:KeyInfo xmlns:x="urn:x">'),
          "</KeyInfo>",
          "</x:KeyInfo>",
        ),
    }),
  }),
  ...samlRows(ALGORITHM, "saml_decryption", {
    "the assertion is encrypted to somebody else": encrypted({
      certificate: KEYS.lostDecryption.certificate,
    }),
    "the authentication tag is altered": replacedIn(LAST_VALUE, "AAAAAAAAAAAAAAAAAAAAAA=="),
    "the ciphertext is empty": replacedIn(/(?<=<xenc:CipherValue>)[^<]*/, ""),
    "the encrypted key is too short": replacedIn(/(?<=<e:CipherValue>)[^<]*/, "AAAA"),
    "the content's method is that of a shorter key": replacedIn(
      DATA_METHOD,
      "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    ),
  }),
];
