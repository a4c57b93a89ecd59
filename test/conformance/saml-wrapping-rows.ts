/**
 * Signature wrapping: a signed assertion or Response is moved to where only the verifier looks, and a forged one put
 * where the reader looks. XSW1 to XSW8 as numbered since Somorovsky et al., "On Breaking SAML: Be Whoever You Want
 * to Be", USENIX Security 2012.
 */
import { cutAssertion } from "../../dev/identity-provider/saml/minting/assertion-text.ts";
import { NAMESPACES } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import type { SamlRow } from "./saml-attempt.ts";
import { ASSERTION_ID, KEYS, type Mint, minted, NAME_ID, RESPONSE_ID, VICTIM } from "./saml-minting.ts";
import { forgery, type Pieces, rebuilt, replaced, replacing, SIGNATURE, tampered } from "./saml-tampering.ts";

const USENIX = "USENIX Security 2012";
const WRAPPING = "CVE-2025-47949";
const ONE_ASSERTION = "SAML Profiles §4.1.4.2";

/** XSW1 and XSW2 forge the whole Response; the signed one goes into it. */
function responseWrapping(
  place: (forged: string, signature: string, original: string, signed: string) => string,
): Mint {
  return tampered(
    (signed) => {
      const signature = SIGNATURE.exec(signed)?.[0] ?? "";
      const original = replaced(signed, signature, "");
      return place(replaced(forgery(signed), RESPONSE_ID, "_forged-response"), signature, original, signed);
    },
    { sign: "response" },
  );
}

/** The signature with something more at its end. */
const inSignature = (signature: string, xml: string) => replaced(signature, /(?=<\/ds:Signature>$)/, xml);
const inObject = (xml: string) => `<ds:Object>${xml}</ds:Object>`;
/** The assertion with something more at its end. */
const inAssertion = (assertion: string, xml: string) => replaced(assertion, /(?=<\/saml:Assertion>$)/, xml);
const afterIssuer = (assertion: string, xml: string) => replaced(assertion, /(?<=<\/saml:Issuer>)/, xml);

const wrapped = (build: (pieces: Pieces) => string) =>
  rebuilt((pieces) => `${pieces.before}${build(pieces)}${pieces.after}`);

const numbered: readonly SamlRow[] = [
  {
    name: "XSW1: the signed Response is in the Signature of a forged one",
    clause: USENIX,
    reason: "saml_structure",
    response: responseWrapping((forged, signature, original) =>
      replaced(forged, signature, inSignature(signature, original)),
    ),
  },
  {
    name: "XSW2: the signed Response stands before the Signature in a forged one",
    clause: USENIX,
    reason: "saml_structure",
    response: responseWrapping((forged, signature, original) =>
      replaced(forged, signature, original + signature),
    ),
  },
  {
    name: "XSW3: a forged assertion stands before the signed one",
    clause: USENIX,
    reason: "saml_assertion_count",
    response: wrapped(({ forged, assertion }) => forged + assertion),
  },
  {
    name: "XSW4: the signed assertion is in a forged one",
    clause: USENIX,
    reason: "saml_assertion_count",
    response: wrapped(({ forged, assertion }) => inAssertion(forged, assertion)),
  },
  {
    name: "XSW5: the forged assertion holds the Signature, the signed one stands after it",
    clause: USENIX,
    reason: "saml_assertion_count",
    response: wrapped(({ forged, signature, unsigned }) => afterIssuer(forged, signature) + unsigned),
  },
  {
    name: "XSW6: the signed assertion is in the Signature of the forged one",
    clause: USENIX,
    reason: "saml_assertion_count",
    response: wrapped(({ forged, signature, unsigned }) =>
      afterIssuer(forged, inSignature(signature, unsigned)),
    ),
  },
  {
    name: "XSW7: the forged assertion is in Extensions",
    clause: USENIX,
    reason: "saml_structure",
    response: wrapped(
      ({ forged, assertion }) => `<samlp:Extensions>${forged}</samlp:Extensions>${assertion}`,
    ),
  },
  {
    name: "XSW8: the signed assertion is in an Object of the forged one's Signature",
    clause: USENIX,
    reason: "saml_structure",
    response: wrapped(({ forged, signature, unsigned }) =>
      afterIssuer(forged, inSignature(signature, inObject(unsigned))),
    ),
  },
];

const variants: readonly SamlRow[] = [
  {
    name: "a forged assertion stands after the signed one",
    clause: ONE_ASSERTION,
    reason: "saml_assertion_count",
    response: wrapped(({ forged, assertion }) => assertion + forged),
  },
  {
    name: "a forged assertion with the signed one's id stands before it",
    clause: WRAPPING,
    reason: "saml_id",
    response: wrapped(({ forged, assertion }) => replaced(forged, "_forged", ASSERTION_ID) + assertion),
  },
  {
    name: "two assertions are both signed",
    clause: ONE_ASSERTION,
    reason: "saml_assertion_count",
    response: async (spec) => {
      const second = await minted({ assertionId: "_second" })(spec);
      return await wrapped(({ assertion }) => assertion + cutAssertion(second).assertion)(spec);
    },
  },
  {
    name: "the signed assertion is in Extensions, the forged one in its place",
    clause: USENIX,
    reason: "saml_structure",
    response: wrapped(
      ({ forged, assertion }) => `<samlp:Extensions>${assertion}</samlp:Extensions>${forged}`,
    ),
  },
  ...Object.entries({
    "in the StatusDetail": ({ before, assertion }: Pieces) =>
      replaced(
        before,
        "</samlp:Status>",
        `<samlp:StatusDetail>${assertion}</samlp:StatusDetail></samlp:Status>`,
      ),
    "in the Issuer of the Response": ({ before, assertion }: Pieces) =>
      replaced(before, "</saml:Issuer>", `${assertion}</saml:Issuer>`),
  }).map(
    ([place, build]): SamlRow => ({
      name: `the signed assertion is ${place}, the forged one in its place`,
      clause: WRAPPING,
      reason: place.includes("Issuer") ? "saml_issuer" : "saml_assertion_count",
      response: rebuilt((pieces) => build(pieces) + pieces.forged + pieces.after),
    }),
  ),
  ...Object.entries({
    "in an AttributeValue": (forged: string, assertion: string) =>
      replaced(forged, /(?<=<saml:AttributeValue[^>]*>)staff/, assertion),
    "in the SubjectConfirmationData": (forged: string, assertion: string) =>
      replaced(
        forged,
        /<saml:SubjectConfirmationData [^>]*\/>/,
        `<saml:SubjectConfirmationData>${assertion}</saml:SubjectConfirmationData>`,
      ),
    "in an Evidence of the forged one": (forged: string, assertion: string) =>
      inAssertion(forged, `<saml:Evidence>${assertion}</saml:Evidence>`),
  }).map(
    ([place, build]): SamlRow => ({
      name: `the signed assertion is ${place}`,
      clause: WRAPPING,
      reason: "saml_assertion_count",
      response: wrapped(({ forged, assertion }) => build(forged, assertion)),
    }),
  ),
  {
    name: "the signed assertion is in the Advice of the forged one",
    clause: "SAML Core §2.6.1",
    reason: "saml_structure",
    response: wrapped(({ forged, assertion }) =>
      inAssertion(forged, `<saml:Advice>${assertion}</saml:Advice>`),
    ),
  },
  {
    name: "the signed assertion is in an element of another namespace",
    clause: WRAPPING,
    reason: "saml_structure",
    response: wrapped(
      ({ forged, assertion }) => `<x:Wrapper xmlns:x="urn:x">${assertion}</x:Wrapper>${forged}`,
    ),
  },
  {
    name: "the forged assertion is of another namespace",
    clause: WRAPPING,
    reason: "saml_structure",
    response: wrapped(
      ({ forged, assertion }) =>
        replaced(forged, "<saml:Assertion ", '<saml:Assertion xmlns:saml="urn:x" ') + assertion,
    ),
  },
  {
    name: "the signed Response is a child of a Response that is not",
    clause: USENIX,
    reason: "saml_structure",
    response: responseWrapping((forged, signature, _original, signed) =>
      replaced(replaced(forged, signature, ""), /(?=<\/samlp:Response>$)/, signed),
    ),
  },
  {
    name: "the signed Response is in an Object of the forged one's Signature",
    clause: USENIX,
    reason: "saml_structure",
    response: responseWrapping((forged, signature, original) =>
      replaced(forged, signature, inSignature(signature, inObject(original))),
    ),
  },
  {
    name: "an Object with an Id holds the signed assertion and its signature",
    clause: USENIX,
    reason: "saml_structure",
    response: wrapped(({ forged, signature, assertion }) =>
      afterIssuer(forged, inSignature(signature, `<ds:Object Id="_object">${assertion}</ds:Object>`)),
    ),
  },
  {
    name: "a Manifest lists what is signed",
    clause: "XML Signature §5.1",
    reason: "saml_structure",
    response: replacing("</ds:Signature>", "<ds:Manifest/></ds:Signature>"),
  },
];

const displaced: readonly SamlRow[] = [
  {
    name: "the only assertion, signed, is in the StatusDetail",
    clause: ONE_ASSERTION,
    reason: "saml_assertion_count",
    response: rebuilt(
      ({ before, assertion, after }) =>
        replaced(
          before,
          "</samlp:Status>",
          `<samlp:StatusDetail>${assertion}</samlp:StatusDetail></samlp:Status>`,
        ) + after,
    ),
  },
];

const altered: readonly SamlRow[] = [
  {
    name: "NameID is another's",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: replacing(`>${NAME_ID}<`, `>${VICTIM}<`),
  },
  {
    name: "NameID is another's, in a signed Response",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: replacing(`>${NAME_ID}<`, `>${VICTIM}<`, { sign: "response" }),
  },
  {
    name: "the Response's signature is right, the assertion's own is not",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: async (spec) => {
      const altered = await replacing(`>${NAME_ID}<`, `>${VICTIM}<`)(spec);
      return signXml(altered, { key: KEYS.first, elementId: RESPONSE_ID });
    },
  },
  {
    name: "the assertion's signature is right, the Response's is not",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: replacing('Version="2.0"', 'Version="2.0" Consent="urn:x"', { sign: "both" }),
  },
  {
    name: "a group is added",
    clause: "SAML Core §5.4.2",
    reason: "saml_digest",
    response: replacing(">canteen<", ">admins<"),
  },
  {
    name: "the digest of what was altered is in the StatusDetail",
    clause: "CVE-2024-45409",
    reason: "saml_digest",
    response: async (spec) => {
      const forged = await minted({ nameId: { value: VICTIM } }, { key: KEYS.stranger })(spec);
      const [digest = ""] = /(?<=<ds:DigestValue>)[^<]+/.exec(forged) ?? [];
      const detail = `<ds:DigestValue xmlns:ds="${NAMESPACES.signature}">${digest}</ds:DigestValue>`;
      const xml = await replacing(`>${NAME_ID}<`, `>${VICTIM}<`)(spec);
      return replaced(
        xml,
        "</samlp:Status>",
        `<samlp:StatusDetail>${detail}</samlp:StatusDetail></samlp:Status>`,
      );
    },
  },
];

export const SAML_WRAPPING_ROWS: readonly SamlRow[] = [...numbered, ...variants, ...displaced, ...altered];
