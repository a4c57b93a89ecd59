/** What can be wrong inside an encrypted assertion. The Response around it is signed, so the provider meant it so. */
import { NAMESPACES } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import type { SamlRow } from "./saml-attempt.ts";
import { ASSERTION_ID, KEYS, NAME_ID, VICTIM } from "./saml-minting.ts";
import { replaced, SIGNATURE, sealed } from "./saml-tampering.ts";

const PLAINTEXT = "SAML Core §2.3.4";

const withPlaintext = (plaintext: (assertion: string) => string) => sealed({ plaintext });

export const SAML_PLAINTEXT_ROWS: readonly SamlRow[] = [
  {
    name: "the plaintext is a Response",
    clause: PLAINTEXT,
    reason: "saml_assertion_count",
    response: withPlaintext(
      (xml) => `<samlp:Response xmlns:samlp="${NAMESPACES.protocol}">${xml}</samlp:Response>`,
    ),
  },
  {
    name: "the plaintext is a NameID",
    clause: PLAINTEXT,
    reason: "saml_assertion_count",
    response: withPlaintext(
      () => `<saml:NameID xmlns:saml="${NAMESPACES.assertion}">${VICTIM}</saml:NameID>`,
    ),
  },
  {
    name: "the plaintext is an assertion of another namespace",
    clause: PLAINTEXT,
    reason: "saml_assertion_count",
    response: withPlaintext((xml) => xml.replaceAll(NAMESPACES.assertion, "urn:x")),
  },
  {
    name: "the plaintext holds an encrypted assertion",
    clause: PLAINTEXT,
    reason: "saml_assertion_count",
    response: withPlaintext((xml) =>
      replaced(xml, "</saml:Assertion>", "<saml:EncryptedAssertion/></saml:Assertion>"),
    ),
  },
  {
    name: "the plaintext is two assertions",
    clause: "CVE-2022-39299",
    reason: "saml_xml_malformed",
    response: withPlaintext((xml) => xml + replaced(xml, ASSERTION_ID, "_second")),
  },
  {
    name: "the plaintext has a second assertion in it",
    clause: PLAINTEXT,
    reason: "saml_assertion_count",
    response: withPlaintext((xml) =>
      replaced(xml, "</saml:Assertion>", `${replaced(xml, ASSERTION_ID, "_second")}</saml:Assertion>`),
    ),
  },
  {
    name: "the plaintext has a second assertion in its Advice",
    clause: "SAML Core §2.6.1",
    reason: "saml_structure",
    response: withPlaintext((xml) =>
      replaced(
        xml,
        "</saml:Assertion>",
        `<saml:Advice>${replaced(xml, ASSERTION_ID, "_second")}</saml:Advice></saml:Assertion>`,
      ),
    ),
  },
  {
    name: "the plaintext has a DOCTYPE",
    clause: "CWE-776",
    reason: "saml_markup_declaration",
    response: withPlaintext((xml) => `<!DOCTYPE x [<!ENTITY x "x">]>${xml}`),
  },
  {
    name: "a comment splits NameID in the plaintext",
    clause: "CVE-2017-11427",
    reason: "saml_markup_declaration",
    response: withPlaintext((xml) => replaced(xml, ">maria", ">maria<!-- -->")),
  },
  {
    name: "a processing instruction splits NameID in the plaintext",
    clause: "XML 1.0 §2.6",
    reason: "saml_processing_instruction",
    response: withPlaintext((xml) => replaced(xml, ">maria", ">maria<?x?>")),
  },
  {
    name: "the plaintext holds a reference to U+0000",
    clause: "XML 1.0 §4.1",
    reason: "saml_entity",
    response: withPlaintext((xml) => replaced(xml, ">maria", ">maria&#0;")),
  },
  {
    name: "the plaintext was no UTF-8",
    clause: "XML 1.0 §4.3.3",
    reason: "saml_utf8",
    // The decrypter puts this character for what it cannot decode.
    response: withPlaintext((xml) => replaced(xml, ">maria", ">maria\ufffd")),
  },
  {
    name: "text stands around the plaintext",
    clause: PLAINTEXT,
    reason: "saml_xml_malformed",
    response: withPlaintext((xml) => `x${xml}x`),
  },
  {
    name: "the plaintext is 41 elements deep",
    clause: "CWE-770",
    reason: "saml_xml_limits",
    response: withPlaintext((xml) =>
      replaced(xml, "</saml:Assertion>", `${"<x>".repeat(41)}${"</x>".repeat(41)}</saml:Assertion>`),
    ),
  },
  {
    name: "the encrypted assertion has no id",
    clause: "SAML Core §1.3.4",
    reason: "saml_id",
    response: withPlaintext((xml) => replaced(xml, ` ID="${ASSERTION_ID}"`, "")),
  },
  {
    name: "the encrypted assertion's Audience is another's",
    clause: "SAML Core §2.5.1.4",
    reason: "saml_audience",
    response: withPlaintext((xml) =>
      replaced(xml, "<saml:Audience>", "<saml:Audience>https://other.example.com"),
    ),
  },
  {
    name: "the encrypted assertion is altered under its signature",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: sealed({ inner: {}, plaintext: (xml) => replaced(xml, `>${NAME_ID}<`, `>${VICTIM}<`) }),
  },
  {
    name: "a stranger signed the encrypted assertion",
    clause: "SAML Core §5.4.5",
    reason: "saml_signature",
    response: sealed({ inner: { key: KEYS.stranger } }),
  },
  {
    name: "the encrypted assertion is signed with SHA-1",
    clause: "SP 800-131A §9",
    reason: "saml_signature_algorithm",
    response: sealed({ inner: { signatureAlgorithm: "rsa-sha1" } }),
  },
  {
    name: "the encrypted assertion's digest is SHA-1",
    clause: "SP 800-131A §9",
    reason: "saml_digest_algorithm",
    response: sealed({ inner: { digestAlgorithm: "sha1" } }),
  },
  {
    name: "the encrypted assertion's signature is in its Subject",
    clause: "SAML Core §5.4.2",
    reason: "saml_signature_placement",
    response: sealed({
      inner: {},
      plaintext: (xml) => {
        const signature = SIGNATURE.exec(xml)?.[0] ?? "";
        return replaced(replaced(xml, signature, ""), "</saml:Subject>", `${signature}</saml:Subject>`);
      },
    }),
  },
];
