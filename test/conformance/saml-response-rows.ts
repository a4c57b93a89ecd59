/** What can be wrong with the Response around the assertion. The assertion's signature is right in every row. */
import { responseXml } from "../../dev/identity-provider/saml/minting/response-xml.ts";
import { NAMESPACES, STATUS } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { ACS, ASSERTION_ID, IDP, KEYS, type Mint, minted, NAME_ID, RESPONSE_ID } from "./saml-minting.ts";
import { rebuilt, replaced, replacing, tampered } from "./saml-tampering.ts";

const RESPONSE = "SAML Core §3.2.2";
const IDENTIFIER = "SAML Core §1.3.4";
const STATUS_CODE = "SAML Core §3.2.2.2";
const ISSUER = "SAML Profiles §4.1.4.2";
const DESTINATION = "SAML Bindings §3.5.5.2";

const renamedRoot = (name: string) => tampered((xml) => xml.replaceAll("samlp:Response", `samlp:${name}`));

export const SAML_ROOT_ROWS: readonly SamlRow[] = [
  ...samlRows("SAML Core §3.3.3", "saml_not_a_response", {
    "the message is a LogoutResponse": renamedRoot("LogoutResponse"),
    "the message is an AuthnRequest": renamedRoot("AuthnRequest"),
    "the message is an ArtifactResponse": renamedRoot("ArtifactResponse"),
    "the message is the bare assertion": rebuilt(({ assertion }) =>
      replaced(assertion, "<saml:Assertion ", `<saml:Assertion xmlns:saml="${NAMESPACES.assertion}" `),
    ),
    "the message is in a SOAP envelope": tampered(
      (xml) =>
        `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${xml}</e:Body></e:Envelope>`,
    ),
    "the message is a Response of SAML 1.1": replacing(
      NAMESPACES.protocol,
      "urn:oasis:names:tc:SAML:1.0:protocol",
    ),
    "the message is a Response of another namespace": replacing(NAMESPACES.protocol, "urn:x"),
    "the message is a Response of a namespace in capitals": replacing(
      NAMESPACES.protocol,
      NAMESPACES.protocol.toUpperCase(),
    ),
    "the message is an HTML page": () => "<html><body>Sign in</body></html>",
    "the message is a response in lower case": renamedRoot("response"),
  }),
  ...samlRows("SAML Core §4.1.2", "saml_version", {
    "the Response is of version 1.1": minted({ responseVersion: "1.1" }),
    "the Response is of version 2.1": minted({ responseVersion: "2.1" }),
    "the Response has no version": minted({ responseVersion: null }),
    "the Response's version is SAML's own attribute": replacing('Version="2.0"', 'samlp:Version="2.0"'),
    "the assertion is of version 1.1": minted({ assertionVersion: "1.1" }),
    "the assertion has no version": minted({ assertionVersion: null }),
  }),
  ...samlRows(RESPONSE, "saml_structure", {
    "an Extensions stands in the Response": replacing("<samlp:Status>", "<samlp:Extensions/><samlp:Status>"),
    "an unknown element stands in the Response": minted({ extraResponseXml: '<x:Extra xmlns:x="urn:x"/>' }),
    "text stands in the Response": replacing("<samlp:Status>", "text<samlp:Status>"),
    "a Status of another namespace stands in the Response": replacing(
      "<samlp:Status>",
      '<x:Status xmlns:x="urn:x"/><samlp:Status>',
    ),
    "an assertion of SAML 1.1 stands in the Response": minted({
      extraResponseXml: '<x:AttributeStatement xmlns:x="urn:oasis:names:tc:SAML:1.0:assertion"/>',
    }),
  }),
  ...samlRows("SAML Profiles §4.1.4.2", "saml_assertion_count", {
    "there is no assertion": minted({ hasAssertion: false }, { sign: "response" }),
    "there is an encrypted assertion too": minted({ extraResponseXml: "<saml:EncryptedAssertion/>" }),
  }),
];

export const SAML_ID_ROWS: readonly SamlRow[] = [
  ...samlRows(IDENTIFIER, "saml_id", {
    "the Response has the assertion's id": minted({ responseId: ASSERTION_ID }),
    "the Status has the assertion's id": replacing("<samlp:Status>", `<samlp:Status ID="${ASSERTION_ID}">`),
    "an attribute Id has the assertion's id": replacing(
      "<samlp:Status>",
      `<samlp:Status Id="${ASSERTION_ID}">`,
    ),
    "an attribute id has the assertion's id": replacing(
      "<samlp:Status>",
      `<samlp:Status id="${ASSERTION_ID}">`,
    ),
    "an AssertionID has the assertion's id": replacing(
      "<samlp:Status>",
      `<samlp:Status AssertionID="${ASSERTION_ID}">`,
    ),
    "the Response's id has a prefix": replacing(` ID="${RESPONSE_ID}"`, ` samlp:ID="${RESPONSE_ID}"`),
    "an xml:id stands in the Response": replacing("<samlp:Status>", `<samlp:Status xml:id="_x">`),
    "an attribute statement has an id with a prefix": minted({
      extraAssertionXml: '<saml:AttributeStatement saml:ID="_x"/>',
    }),
    "the Response has no id": minted({ responseId: null }),
    "the Response's id is spelt Id": replacing(` ID="${RESPONSE_ID}"`, ` Id="${RESPONSE_ID}"`),
    "the assertion has no id, in a signed Response": replacingBeforeSigning(` ID="${ASSERTION_ID}"`, ""),
    "the Response's id is empty": replacing(` ID="${RESPONSE_ID}"`, ` ID=""`),
    "the Response's id begins with a digit": minted({ responseId: "1a" }),
    "the Response's id holds a quote": minted({ responseId: "_a'b" }),
    "the Response's id holds a space": minted({ responseId: "_a b" }),
    "the Response's id is 129 characters long": minted({ responseId: "_".padEnd(129, "a") }),
  }),
];

/** Something of the unsigned message replaced, and then the Response signed. */
function replacingBeforeSigning(from: string | RegExp, to: string): Mint {
  return async (spec) => {
    const xml = replaced(responseXml(spec), from, to);
    return signXml(xml, { key: KEYS.first, elementId: RESPONSE_ID });
  };
}

const doubled = (attribute: string) => replacing(attribute, `${attribute} ${attribute}`);

export const SAML_PARTIES_ROWS: readonly SamlRow[] = [
  ...samlRows(DESTINATION, "saml_destination", {
    "Destination is another's": minted({ destination: "https://other.example.com/acs" }),
    "Destination is that of another provider here": minted({
      destination: ACS.replace("corporate", "partner"),
    }),
    "Destination is ours with a slash at its end": minted({ destination: `${ACS}/` }),
    "Destination is ours with a query": minted({ destination: `${ACS}?x=1` }),
    "Destination is ours in capitals": minted({ destination: ACS.toUpperCase() }),
    "Destination is empty": minted({ destination: "" }),
    "Destination is another's, in a signed Response": minted({ destination: IDP }, { sign: "response" }),
    "Destination is missing in a signed Response": minted({ destination: null }, { sign: "both" }),
  }),
  ...samlRows("XML 1.0 §3.1", "saml_xml_malformed", {
    "Destination stands twice": doubled(`Destination="${ACS}"`),
    "InResponseTo stands twice": replacing(/ InResponseTo="[^"]*"/, (attribute) => attribute + attribute),
    "Recipient stands twice": doubled(`Recipient="${ACS}"`),
    "Version stands twice": doubled('Version="2.0"'),
    "ID stands twice": doubled(`ID="${ASSERTION_ID}"`),
  }),
  ...samlRows(ISSUER, "saml_issuer", {
    "the Response's Issuer is another's": minted({ responseIssuer: "https://evil.example" }),
    "the Response's Issuer begins with the provider's": minted({ responseIssuer: `${IDP}.evil.example` }),
    "the Response's Issuer has a slash at its end": minted({ responseIssuer: `${IDP}/` }),
    "the Response's Issuer has white space around it": minted({ responseIssuer: ` ${IDP}\n` }),
    "the Response's Issuer is empty": minted({ responseIssuer: "" }),
    "the Response has two Issuers": tampered((xml) =>
      replaced(xml, "</saml:Issuer>", `</saml:Issuer><saml:Issuer>${IDP}</saml:Issuer>`),
    ),
    "an element stands in the Response's Issuer": replacing("</saml:Issuer>", "<x/></saml:Issuer>"),
    "the assertion's Issuer is another's": minted({ assertionIssuer: "https://evil.example" }),
    "the assertion's Issuer has white space around it": minted({ assertionIssuer: ` ${IDP} ` }),
    "the assertion's Issuer is empty, in a signed Response": minted(
      { assertionIssuer: "" },
      { sign: "response" },
    ),
    "the assertion has no Issuer, in a signed Response": minted(
      { assertionIssuer: null },
      { sign: "response" },
    ),
    "the assertion has two Issuers": minted({
      assertionIssuer: {
        xml: `<saml:Issuer>${IDP}</saml:Issuer><saml:Issuer>https://evil.example</saml:Issuer>`,
      },
    }),
    "an element splits the assertion's Issuer": minted({
      assertionIssuer: { xml: `<saml:Issuer>${IDP}<x/>.evil.example</saml:Issuer>` },
    }),
    "the assertion is another provider's, in a Response of this one": minted({
      assertionIssuer: "https://id.partner.example/metadata",
    }),
  }),
];

const status = (...codes: readonly string[]) => minted({ status: { codes } });

export const SAML_STATUS_ROWS: readonly SamlRow[] = [
  ...samlRows(STATUS_CODE, "saml_status_not_success", {
    "Status is Responder, and there is an assertion": status(STATUS.responder),
    "Status is Requester, and there is an assertion": status(STATUS.requester),
    "Status is VersionMismatch": status(STATUS.versionMismatch),
    "Status is Responder with a second code": minted(
      {
        status: { codes: [STATUS.responder, STATUS.authnFailed], message: NAME_ID },
        hasAssertion: false,
      },
      { sign: "response" },
    ),
    "Status is NoPassive, which the library takes for no error": minted(
      { status: { codes: [STATUS.responder, STATUS.noPassive] }, hasAssertion: false },
      { sign: "response" },
    ),
    "Status is the sender's own": status("https://evil.example/<script>"),
    "Status is empty": status(""),
    "Status has no value": minted({ status: { xml: "<samlp:Status><samlp:StatusCode/></samlp:Status>" } }),
    "Status is Success with something after it": status(`${STATUS.success}x`),
    "Status is Success in capitals": status(STATUS.success.toUpperCase()),
    "Status is an error with Success in it": status(STATUS.responder, STATUS.success),
  }),
  ...samlRows(STATUS_CODE, "saml_status_malformed", {
    "Status is missing": minted({ status: null }),
    "Status stands twice": replacing(/<samlp:Status>.*<\/samlp:Status>/, (status) => status + status),
    "Status has no code": minted({ status: { xml: "<samlp:Status/>" } }),
    "Status has two codes": minted({
      status: {
        xml: `<samlp:Status>${[STATUS.success, STATUS.responder].map((value) => `<samlp:StatusCode Value="${value}"/>`).join("")}</samlp:Status>`,
      },
    }),
    "Status is Success with a second code": status(STATUS.success, STATUS.authnFailed),
    "the status code is of another namespace": minted({
      status: {
        xml: `<samlp:Status><x:StatusCode xmlns:x="urn:x" Value="${STATUS.success}"/></samlp:Status>`,
      },
    }),
  }),
];
