/** Sign-ins that are right: were one of these refused, a refusal in the other tables would prove nothing. */
import { secondsAfter } from "../../dev/identity-provider/saml/minting/instant.ts";
import { responseXml } from "../../dev/identity-provider/saml/minting/response-xml.ts";
import { AUTHN_CONTEXT, CONFIRMATION_METHOD } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import type { SamlAttempt, SamlControlRow } from "./saml-attempt.ts";
import { ACS, ASSERTION_ID, encrypted, KEYS, minted, NAME_ID, OUR_ENTITY_ID } from "./saml-minting.ts";
import { replacing, tampered } from "./saml-tampering.ts";

const SIGNATURE = "SAML Core §5.4";
const TILES = { applications: ["treasury"], defaultApplication: "treasury" };
const UNASKED = { begun: null, outcome: "proposed" } as const;

const signatureStyles: readonly SamlControlRow[] = [
  { name: "nothing is altered", clause: "SAML Profiles §4.1" },
  { name: "the Response is signed", clause: SIGNATURE, response: minted({}, { sign: "response" }) },
  {
    name: "the Response and the assertion are signed",
    clause: SIGNATURE,
    response: minted({}, { sign: "both" }),
  },
  {
    name: "the signature is rsa-sha512",
    clause: "RFC 9231 §2.3.4",
    response: minted({}, { signatureAlgorithm: "rsa-sha512" }),
  },
  {
    name: "the signature is sha256-rsa-MGF1",
    clause: "RFC 9231 §2.3.10",
    response: minted({}, { signatureAlgorithm: "sha256-rsa-MGF1", sign: "both" }),
  },
  {
    name: "the digest is sha512",
    clause: "XML Signature §6.2",
    response: minted({}, { digestAlgorithm: "sha512" }),
  },
  {
    name: "the transform lists inclusive prefixes",
    clause: "Exclusive C14N §3",
    response: minted({}, { inclusiveNamespacesPrefixList: ["xs", "saml", "#default", "md"] }),
  },
  {
    name: "the assertion and its signature have no prefixes",
    clause: "Namespaces in XML §6.2",
    response: minted({ prefixes: { protocol: "samlp", assertion: "" } }, { prefix: "", sign: "both" }),
  },
  {
    name: "the prefixes are unusual",
    clause: "Namespaces in XML §4",
    response: minted({ prefixes: { protocol: "saml", assertion: "samlp" } }, { prefix: "x", sign: "both" }),
  },
  { name: "there is no KeyInfo", clause: SIGNATURE, response: minted({}, { keyInfo: false }) },
  {
    name: "KeyInfo holds another certificate than the key's",
    clause: SIGNATURE,
    response: minted({}, { keyInfo: KEYS.stranger.certificate }),
  },
  {
    name: "the second certificate of the metadata signs (rollover)",
    clause: "SAML Metadata §2.4.1.1",
    response: minted({}, { key: KEYS.second, sign: "both" }),
  },
];

const encryption: readonly SamlControlRow[] = [
  { name: "the assertion is encrypted, aes256-gcm", clause: "SAML Core §6", response: encrypted() },
  {
    name: "the assertion is encrypted, aes128-gcm",
    clause: "SAML Core §6",
    response: encrypted({ content: "aes128-gcm" }),
  },
  ...(["aes128-cbc", "aes256-cbc"] as const).map(
    (content): SamlControlRow => ({
      name: `the assertion is encrypted, ${content}, which the policy allows`,
      clause: "XML Encryption §5.2",
      policy: { allowCbc: true },
      response: encrypted({ content }),
    }),
  ),
  {
    name: "the assertion is encrypted to our former key",
    clause: "SAML Metadata §2.4.1.1",
    response: encrypted({ certificate: KEYS.formerDecryption.certificate }),
  },
  {
    name: "everything is required, and everything is there",
    clause: "SAML Core §6",
    policy: { require: { signedResponse: true, signedAssertion: true, encryptedAssertion: true } },
    response: encrypted({}, { sign: "both" }),
  },
];

const relayState =
  (value: string) =>
  ({ posted }: SamlAttempt): void => {
    posted.relayState = value;
  };

const waysIn: readonly SamlControlRow[] = [
  {
    ...UNASKED,
    name: "nobody here asked, and RelayState is an allowed application",
    clause: "SAML Profiles §4.1.5",
    policy: { idpInitiated: TILES },
    post: relayState("treasury"),
  },
  {
    ...UNASKED,
    name: "nobody here asked, and there is no RelayState",
    clause: "SAML Profiles §4.1.5",
    policy: { idpInitiated: TILES },
  },
  {
    ...UNASKED,
    name: "nobody here asked, RelayState is empty and no application is the default",
    clause: "SAML Profiles §4.1.5",
    policy: { idpInitiated: { ...TILES, defaultApplication: null } },
    post: relayState(""),
  },
  {
    name: "another tab began in the meantime",
    clause: "SAML Bindings §3.5.3",
    post: async ({ openTab }) => void (await openTab()),
  },
  {
    name: "a refused post came first, which uses nothing up",
    clause: "CWE-400",
    post: async ({ posted, complete }) => {
      const { response } = posted;
      posted.response = "AAAA";
      await complete();
      posted.response = response;
    },
  },
  {
    name: "a fresh sign-in was asked for, and it is one",
    clause: "SAML Core §3.4.1",
    policy: { forceAuthn: true },
  },
  {
    name: "a class of authentication was asked for, and was used",
    clause: "SAML Core §3.3.2.2.1",
    policy: { authnContexts: [AUTHN_CONTEXT.mfa, AUTHN_CONTEXT.password] },
  },
];

const texts: readonly SamlControlRow[] = [
  {
    name: "values hold the five entities and numeric references",
    clause: "XML 1.0 §4.1",
    response: replacing(
      /O'Hara &amp; &lt;Søn&gt; "x"/,
      "O&apos;Hara &amp; &lt;S&#xF8;n&#62; &quot;x&#34;",
      {},
      { attributes: [{ name: "displayName", values: [`O'Hara & <Søn> "x"`] }] },
    ),
    principal: { displayName: `O'Hara & <Søn> "x"`, groups: [] },
  },
  {
    name: "there is an XML declaration",
    clause: "XML 1.0 §2.8",
    response: tampered((xml) => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${xml}`),
  },
  {
    name: "a space stands in the last of several end tags",
    clause: "XML 1.0 §3.1",
    response: replacing(/<\/saml:Attribute>(?![\s\S]*<\/saml:Attribute>)/, "</saml:Attribute >"),
  },
  {
    name: "the base64 has line breaks",
    clause: "RFC 2045 §6.8",
    field: (xml) => Buffer.from(xml).toString("base64").replaceAll(/.{76}/g, "$&\r\n"),
  },
  {
    name: "the message is laid out in lines that end in CR LF",
    clause: "XML 1.0 §2.11",
    response: (spec) => {
      const laidOut = responseXml(spec).replaceAll("><", ">\n  <");
      return signXml(laidOut, { key: KEYS.first, elementId: ASSERTION_ID }).replaceAll("\n", "\r\n");
    },
  },
  {
    name: "the person is in 150 groups",
    clause: "SAML Core §2.7.3.1",
    response: minted({
      attributes: [
        { name: "groups", values: Array.from({ length: 150 }, (_, at) => `group-${at}`).concat("staff") },
      ],
    }),
    principal: { displayName: undefined, groups: ["staff"] },
  },
  {
    name: "attributes are called __proto__ and constructor",
    clause: "CWE-1321",
    response: minted(({ attributes = [] }) => ({
      attributes: [
        ...attributes,
        { name: "__proto__", values: ["polluted", "isAdmin"] },
        { name: "constructor", values: ["polluted"] },
        { name: "toString", values: ["polluted"] },
      ],
    })),
  },
  {
    name: "an attribute is called NameID",
    clause: "CWE-290",
    response: minted(({ attributes = [] }) => ({
      attributes: [...attributes, { name: "NameID", values: ["somebody else"] }],
    })),
  },
  {
    name: "NameID begins and ends with spaces, which are kept",
    clause: "SAML Core §8.3.7",
    response: minted({ nameId: { value: ` ${NAME_ID}\n` } }),
    principal: { subject: ` ${NAME_ID}\n` },
  },
];

const statements: readonly SamlControlRow[] = [
  {
    name: "one of several subject confirmations passes",
    clause: "SAML Core §2.4.1",
    response: minted({
      subjectConfirmations: [
        { method: CONFIRMATION_METHOD.senderVouches, hasData: false },
        { recipient: "https://other.example.com/acs" },
        {},
        { recipient: "https://other.example.com/acs", inResponseTo: "_another-request" },
      ],
    }),
  },
  {
    name: "two audience restrictions both name us",
    clause: "SAML Core §2.5.1.4",
    response: minted({
      conditions: { audiences: [[OUR_ENTITY_ID], ["https://other.example.com", OUR_ENTITY_ID]] },
    }),
  },
  {
    name: "conditions are OneTimeUse and ProxyRestriction too",
    clause: "SAML Core §2.5.1.5",
    response: minted({ conditions: { extraXml: '<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>' } }),
  },
  {
    name: "the Response says neither Issuer, Destination nor InResponseTo, and the signed assertion does",
    clause: "SAML Core §3.2.2",
    response: minted({ responseIssuer: null, destination: null, responseInResponseTo: null }),
  },
  {
    name: "the clocks differ by half a minute",
    clause: "SAML Core §1.3.3",
    response: minted(({ now }) => ({
      conditions: { notBefore: secondsAfter(now, 30), notOnOrAfter: secondsAfter(now, 31) },
      subjectConfirmations: [{ notOnOrAfter: secondsAfter(now, -30) }],
      authnStatements: [{ authnInstant: secondsAfter(now, 30), sessionNotOnOrAfter: secondsAfter(now, -30) }],
      assertionIssueInstant: secondsAfter(now, 30),
    })),
  },
  {
    name: "moments have seven digits of a second",
    clause: "SAML Core §1.3.3",
    response: minted(({ now }) => ({
      assertionIssueInstant: now.toISOString().replace("Z", "1234Z"),
      authnStatements: [{ authnInstant: `${now.toISOString().slice(0, 19)}Z` }],
    })),
  },
  {
    name: "attributes stand in two statements",
    clause: "SAML Core §2.7.3",
    response: minted({
      extraAssertionXml: `<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>m@example.com</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
    }),
    principal: { email: "m@example.com" },
  },
  {
    name: "the confirmation names the address of the browser",
    clause: "SAML Core §2.4.1.2",
    response: minted(({ now, inResponseTo }) => ({
      subjectConfirmations: [
        {
          xml: `<saml:SubjectConfirmation Method="${CONFIRMATION_METHOD.bearer}"><saml:SubjectConfirmationData Address="198.51.100.7" InResponseTo="${inResponseTo}" NotOnOrAfter="${secondsAfter(now, 300).toISOString()}" Recipient="${ACS}"/></saml:SubjectConfirmation>`,
        },
      ],
    })),
  },
];

export const SAML_CONTROL_ROWS: readonly SamlControlRow[] = [
  ...signatureStyles,
  ...encryption,
  ...waysIn,
  ...texts,
  ...statements,
];
