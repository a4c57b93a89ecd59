/** Who signed, and with what. The shape of every signature here is right. */
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import {
  CANONICALIZATIONS,
  DIGEST_ALGORITHMS,
  SIGNATURE_ALGORITHMS,
} from "../../dev/identity-provider/saml/minting/signature-algorithms.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { KEYS, type Mint, minted, RESPONSE_ID, sha256 } from "./saml-minting.ts";
import { replaced, replacing, resigned, SIGNATURE, tampered } from "./saml-tampering.ts";

const KEY = "SAML Core §5.4.5";
const KEY_INFO = "CVE-2024-32962";
const SHA1 = "SP 800-131A §9";
const MD5 = "RFC 6151 §2";
const HMAC = "GHSA-c27r-x354-4m68";
const STRUCTURE = "XML Signature §4.2";
const TRANSFORM = "SAML Core §5.4.4";

const byStranger = (keyInfo: string) =>
  replacing(/(?<=<ds:KeyInfo>).*?(?=<\/ds:KeyInfo>)/, keyInfo, { key: KEYS.stranger });
const require = { signedResponse: false, signedAssertion: false, encryptedAssertion: false };

export const SAML_KEY_ROWS: readonly SamlRow[] = [
  ...samlRows("SAML Profiles §4.1.4.5", "saml_unsigned", {
    "nothing is signed": tampered((xml) => replaced(xml, SIGNATURE, "")),
  }),
  ...samlRows(KEY, "saml_signature", {
    "a stranger signed the assertion, with a certificate in KeyInfo": [
      KEY_INFO,
      minted({}, { key: KEYS.stranger }),
    ],
    "a stranger signed the Response, with a certificate in KeyInfo": [
      KEY_INFO,
      minted({}, { key: KEYS.stranger, sign: "response" }),
    ],
    "a stranger signed, with the provider's certificate in KeyInfo": [
      KEY_INFO,
      minted({}, { key: KEYS.stranger, keyInfo: KEYS.first.certificate }),
    ],
    "a stranger signed, with a bare key in KeyInfo": [
      "CVE-2021-21239",
      byStranger(
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AAAA</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>",
      ),
    ],
    "a stranger signed, with an address in KeyInfo": [
      "CWE-918",
      byStranger('<ds:RetrievalMethod URI="http://169.254.169.254/key"/>'),
    ],
    "another provider of the policy signed": minted({}, { key: KEYS.partner, sign: "both" }),
    "our own key signed": minted({}, { key: KEYS.signing }),
    "the provider signed the assertion, a stranger the Response": async (spec) =>
      signXml(await minted()(spec), { key: KEYS.stranger, elementId: RESPONSE_ID }),
    "one bit of the signature is flipped": tampered((xml) =>
      xml.replace(/(?<=<ds:SignatureValue>)[^<]/, (character) => (character === "A" ? "B" : "A")),
    ),
  }),
  ...samlRows("CVE-2017-1000452", "saml_digest", {
    "the signature is that of another assertion": async (spec) => {
      const other = await minted({ attributes: [] })(spec);
      return replaced(await minted()(spec), SIGNATURE, SIGNATURE.exec(other)?.[0] ?? "");
    },
  }),
  {
    name: "the Response must be signed, and the assertion is",
    clause: "SAML Core §5.4.1",
    reason: "saml_signature_required",
    policy: { require: { ...require, signedResponse: true } },
  },
  {
    name: "the assertion must be signed, and the Response is",
    clause: "SAML Metadata §2.4.4",
    reason: "saml_signature_required",
    policy: { require: { ...require, signedAssertion: true } },
    response: minted({}, { sign: "response" }),
  },
  ...samlRows("Exclusive C14N §3", "saml_verifiers_disagree", {
    ...Object.fromEntries(
      Object.entries({ "&#xD;": "\r", "&#x85;": "\u0085", "&#x2028;": "\u2028" }).map(
        ([reference, character]): [string, [string, Mint]] => [
          `NameID holds ${reference}, of which the library makes a line feed`,
          ["XML 1.0 §2.11", withReference(reference, character)],
        ],
      ),
    ),
    "a tab stands between two inclusive prefixes of SignedInfo, which the library takes for one": resigned(
      `<ds:CanonicalizationMethod Algorithm="${CANONICALIZATIONS.exclusive}"/>`,
      `<ds:CanonicalizationMethod Algorithm="${CANONICALIZATIONS.exclusive}"><ec:InclusiveNamespaces xmlns:ec="${CANONICALIZATIONS.exclusive}" PrefixList="saml&#9;xs"/></ds:CanonicalizationMethod>`,
      ["saml", "xs"],
    ),
  }),
];

/** In a signed NameID. The signer may write the character itself, which parsers take for an end of line. */
function withReference(reference: string, character: string): Mint {
  const nameId = { xml: `<saml:NameID>maria${reference}ferrer</saml:NameID>` };
  return async (spec) => (await minted({ nameId })(spec)).replaceAll(character, reference);
}

const signatureMethod = (algorithm: string) => resigned(SIGNATURE_ALGORITHMS["rsa-sha256"], algorithm);
const XMLDSIG_MORE = "http://www.w3.org/2001/04/xmldsig-more#";

export const SAML_ALGORITHM_ROWS: readonly SamlRow[] = [
  ...samlRows(STRUCTURE, "saml_signature_algorithm", {
    "the signature is RSA with SHA-1": [SHA1, minted({}, { signatureAlgorithm: "rsa-sha1" })],
    "an HMAC is keyed with the provider's certificate": [
      HMAC,
      minted({}, { signatureAlgorithm: "hmac-sha1" }),
    ],
    "the signature's algorithm is HMAC with SHA-256": [HMAC, signatureMethod(`${XMLDSIG_MORE}hmac-sha256`)],
    "the signature's algorithm is RSA with MD5": [MD5, signatureMethod(`${XMLDSIG_MORE}rsa-md5`)],
    "the signature's algorithm is DSA": signatureMethod("http://www.w3.org/2000/09/xmldsig#dsa-sha1"),
    "the signature's algorithm is none": signatureMethod("none"),
    "the signature's algorithm is empty": signatureMethod(""),
  }),
  ...samlRows(SHA1, "saml_digest_algorithm", {
    "the digest is SHA-1": minted({}, { digestAlgorithm: "sha1" }),
    "the digest's algorithm is MD5": [MD5, resigned(DIGEST_ALGORITHMS.sha256, `${XMLDSIG_MORE}md5`)],
  }),
  ...(["inclusive", "inclusive-with-comments", "exclusive-with-comments"] as const).flatMap(
    (canonicalization): SamlRow[] => [
      {
        name: `the canonicalisation of SignedInfo is ${canonicalization}`,
        clause: "SAML Core §5.4.3",
        reason: "saml_signature_canonicalization",
        response: minted({}, { canonicalization }),
      },
      {
        name: `the canonicalisation of the assertion is ${canonicalization}`,
        clause: TRANSFORM,
        reason: "saml_signature_transforms",
        response: minted({}, { transforms: ["enveloped", canonicalization] }),
      },
    ],
  ),
  ...samlRows("SAML Core §5.4.3", "saml_signature_canonicalization", {
    "the canonicalisation of SignedInfo is unknown": resigned(CANONICALIZATIONS.exclusive, "urn:x:nothing"),
  }),
  ...samlRows("CVE-2025-66578", "saml_digest", {
    "the digest is that of nothing": resigned(/(?<=<ds:DigestValue>)[^<]+/, sha256("")),
  }),
];
