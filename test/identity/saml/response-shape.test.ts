import { describe, expect, it } from "vitest";
import type { Element } from "xmldom-strict";
import { encryptAssertion } from "../../../dev/identity-provider/saml/minting/encrypt-assertion.ts";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { responseXml } from "../../../dev/identity-provider/saml/minting/response-xml.ts";
import { signedResponse } from "../../../dev/identity-provider/saml/minting/signed-response.ts";
import type { RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { type Refusal, refusal } from "../../../functions/core/refusal.ts";
import { shapeOfAssertion, shapeOfResponse } from "../../../functions/identity/saml/response-shape.ts";
import {
  ACS_URL,
  anAssertion,
  aSpec,
  elementFrom,
  ISSUER,
  keyOf,
  pathOf,
  REQUEST_ID,
  SUCCESS,
} from "./response-builders.ts";

const [key, serviceProvider] = await Promise.all([keyOf("idp"), keyOf("sp")]);
const EXPECTED = { issuer: ISSUER, recipient: ACS_URL };
const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
const plain = responseXml(aSpec());
const both = signedResponse(aSpec(), { key, sign: "both" });

/** What is refused, or nothing: a tree itself is more than a failing test can print. */
function faultIn(xml: string): Refusal | undefined {
  const shape = shapeOfResponse(elementFrom(xml), EXPECTED);
  return shape.ok ? undefined : shape.error;
}

const faultWith = (overrides: Partial<ResponseSpec>) => faultIn(responseXml(aSpec(overrides)));

function assertionFault(assertion: Element): Refusal | undefined {
  const shape = shapeOfAssertion(assertion);
  return shape.ok ? undefined : shape.error;
}

function accepted(xml: string) {
  const shape = shapeOfResponse(elementFrom(xml), EXPECTED);
  if (!shape.ok) throw new Error(`refused: ${shape.error.reason} ${JSON.stringify(shape.error.evidence)}`);
  return shape.value;
}

function replaced(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, to);
  expect(changed).not.toBe(xml);
  return changed;
}

describe("shapeOfResponse", () => {
  it("reads an unsigned response, which is for others to refuse", () => {
    const { response, content, ...others } = accepted(plain);
    expect(pathOf(response)).toBe("Response");
    expect(pathOf("assertion" in content ? content.assertion : undefined)).toBe("Response/Assertion");
    expect(others).toStrictEqual({ inResponseTo: REQUEST_ID, responseSignature: undefined });
    expect(content).toHaveProperty("assertionSignature", undefined);
  });

  it("reads each signature with what it signs", () => {
    const { responseSignature, content } = accepted(both);
    const assertionSignature = "assertion" in content ? content.assertionSignature : undefined;
    const signatures = [responseSignature, assertionSignature];
    expect(signatures.map((shape) => pathOf(shape?.parent))).toStrictEqual([
      "Response",
      "Response/Assertion",
    ]);
    expect(signatures.map((shape) => pathOf(shape?.signature))).toStrictEqual([
      "Response/Signature",
      "Response/Assertion/Signature",
    ]);
  });

  it("reads an encrypted assertion", async () => {
    const { content } = accepted(await encryptAssertion(plain, { certificate: serviceProvider.certificate }));
    const encrypted = "encryptedAssertion" in content ? content.encryptedAssertion : undefined;
    expect(pathOf(encrypted)).toBe("Response/EncryptedAssertion");
  });

  it.each<readonly [string, Partial<ResponseSpec>]>([
    ["without Issuer", { responseIssuer: null }],
    ["without Destination", { destination: null }],
    ["without InResponseTo", { responseInResponseTo: null }],
    ["with a message in its status", { status: { codes: [SUCCESS], message: "Welcome" } }],
    ["in default namespaces", { prefixes: { protocol: "", assertion: "" } }],
    ["under other prefixes", { prefixes: { protocol: "a", assertion: "b" } }],
  ])("reads one %s", (_name, overrides) => {
    expect(faultWith(overrides)).toBeUndefined();
  });

  it("reads one with blanks between its elements", () => {
    expect(faultIn(plain.replaceAll(/<(saml|samlp):(?!Response)/g, "\n\t$&"))).toBeUndefined();
  });
});

describe("shapeOfResponse, of the message", () => {
  it.each([
    ["another message", plain.replaceAll("samlp:Response", "samlp:LogoutResponse")],
    ["a Response of no namespace", "<Response/>"],
    ["a Response of SAML 1.1", '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>'],
    ["an Assertion", '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>'],
  ])("refuses %s", (_name, xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_not_a_response"));
  });

  it.each([null, "", "1.1", "2.1", "2.0 ", "02.0"])("refuses version %j", (responseVersion) => {
    expect(faultWith({ responseVersion })).toStrictEqual(refusal("saml_version", { of: "Response" }));
  });

  it("refuses one without an ID", () => {
    expect(faultWith({ responseId: null })).toStrictEqual(refusal("saml_id", { rule: "missing" }));
  });

  it("goes by the rules of the whole document", () => {
    expect(faultWith({ responseId: "_assertion-1" })).toStrictEqual(
      refusal("saml_id", { rule: "duplicate" }),
    );
    expect(faultWith({ extraAssertionXml: "<saml:Advice/>" })).toStrictEqual(
      refusal("saml_structure", { element: "Advice" }),
    );
  });

  it.each([
    ["text", "x"],
    ["a foreign element", "<x/>"],
    ["an assertion of another namespace", '<Assertion xmlns="urn:x"/>'],
    ["an issuer of another namespace", "<samlp:Issuer/>"],
    ["a subject", "<saml:Subject/>"],
  ])("refuses one that also holds %s", (_name, extraResponseXml) => {
    expect(faultWith({ extraResponseXml })).toStrictEqual(refusal("saml_structure", { element: "Response" }));
  });
});

describe("shapeOfResponse, of the parties", () => {
  it.each(["", "https://evil.example/acs", `${ACS_URL}/`, `${ACS_URL}?`, ACS_URL.toUpperCase()])(
    "refuses the destination %j",
    (destination) => {
      expect(faultWith({ destination })).toStrictEqual(refusal("saml_destination", { rule: "other" }));
    },
  );

  it("refuses a signed response without a destination (SAML Bindings §3.5.5.2)", () => {
    const without = aSpec({ destination: null });
    expect(faultIn(signedResponse(without, { key, sign: "response" }))).toStrictEqual(
      refusal("saml_destination", { rule: "missing" }),
    );
    expect(faultIn(signedResponse(without, { key, sign: "assertion" }))).toBeUndefined();
  });

  it.each<readonly [string, string | RawXml | null]>([
    ["another", "https://evil.example/metadata"],
    ["an empty one", ""],
    ["one with a blank around it", ` ${ISSUER}`],
    ["one with an element in it", { xml: `<saml:Issuer>${ISSUER}<x/></saml:Issuer>` }],
    ["two", { xml: `<saml:Issuer>${ISSUER}</saml:Issuer><saml:Issuer>${ISSUER}</saml:Issuer>` }],
  ])("refuses %s as its issuer", (_name, responseIssuer) => {
    expect(faultWith({ responseIssuer })).toStrictEqual(refusal("saml_issuer", { of: "Response" }));
  });
});

describe("shapeOfResponse, of the status", () => {
  const status = (xml: string) => faultWith({ status: { xml: `<samlp:Status>${xml}</samlp:Status>` } });

  it.each([
    ["no status", null],
    ["two", { xml: `<samlp:Status/><samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status>` }],
  ])("refuses %s", (_name, value) => {
    expect(faultWith({ status: value })).toStrictEqual(refusal("saml_status_malformed"));
  });

  it.each([
    ["no code", ""],
    ["two codes", `<samlp:StatusCode Value="${SUCCESS}"/>`.repeat(2)],
    ["a code of another namespace", `<StatusCode Value="${SUCCESS}"/>`],
    [
      "a fault within success",
      `<samlp:StatusCode Value="${SUCCESS}"><samlp:StatusCode Value="${STATUS}AuthnFailed"/></samlp:StatusCode>`,
    ],
  ])("refuses a status with %s", (_name, xml) => {
    expect(status(xml)).toStrictEqual(refusal("saml_status_malformed"));
  });

  it.each<readonly [readonly string[], string, string | null]>([
    [[`${STATUS}Responder`], "Responder", null],
    [[`${STATUS}Responder`, `${STATUS}AuthnFailed`], "Responder", "AuthnFailed"],
    [[`${STATUS}Requester`, `${STATUS}NoAuthnContext`, `${STATUS}X`], "Requester", "NoAuthnContext"],
    [[`${STATUS}Responder`, SUCCESS], "Responder", "Success"],
    [["urn:evil:status", "<script>"], "other", "other"],
    [[`${STATUS}${"a".repeat(41)}`], "other", null],
    [[`${STATUS}${"a".repeat(40)}`], "a".repeat(40), null],
    [[`${STATUS}Lucía`], "other", null],
    [[`${SUCCESS} `], "other", null],
    [[STATUS], "other", null],
  ])("refuses %j and names it in SAML's own words only", (codes, name, detail) => {
    expect(faultWith({ status: { codes, message: "lucia@northwind.example" } })).toStrictEqual(
      refusal("saml_status_not_success", { status: name, detail }),
    );
  });

  it("refuses a code without a value", () => {
    expect(status("<samlp:StatusCode><samlp:StatusCode/></samlp:StatusCode>")).toStrictEqual(
      refusal("saml_status_not_success", { status: "other", detail: "other" }),
    );
  });

  it("refuses one that failed although it holds an assertion", () => {
    expect(faultIn(replaced(both, SUCCESS, `${STATUS}Responder`))).toStrictEqual(
      refusal("saml_status_not_success", { status: "Responder", detail: null }),
    );
  });
});

describe("shapeOfResponse, of the assertion", () => {
  const second = responseXml(aSpec({ assertionId: "_assertion-2" })).match(
    /<saml:Assertion.*<\/saml:Assertion>/,
  )?.[0];

  it("refuses none", () => {
    expect(faultWith({ hasAssertion: false })).toStrictEqual(refusal("saml_assertion_count", { count: 0 }));
  });

  it.each([
    ["two", second ?? ""],
    ["an encrypted one beside it", "<saml:EncryptedAssertion/>"],
  ])("refuses %s", (_name, extraResponseXml) => {
    expect(faultWith({ extraResponseXml })).toStrictEqual(refusal("saml_assertion_count", { count: 2 }));
  });

  it("refuses one within another", () => {
    expect(faultWith({ extraAssertionXml: second ?? "" })).toStrictEqual(
      refusal("saml_assertion_count", { count: 2 }),
    );
  });

  it("refuses one that stands elsewhere", () => {
    const status = `<samlp:Status><samlp:StatusCode Value="${SUCCESS}"/><samlp:StatusDetail>${second}</samlp:StatusDetail></samlp:Status>`;
    expect(faultWith({ hasAssertion: false, status: { xml: status } })).toStrictEqual(
      refusal("saml_assertion_count", { rule: "place" }),
    );
  });

  it("refuses one without an ID, and takes an encrypted one, which has none", () => {
    expect(faultWith({ assertionId: null })).toStrictEqual(refusal("saml_id", { rule: "missing" }));
    const encrypted = { hasAssertion: false, extraResponseXml: "<saml:EncryptedAssertion/>" };
    expect(faultWith(encrypted)).toBeUndefined();
  });
});

describe("shapeOfResponse, of where signatures stand", () => {
  const [signature = ""] = /<ds:Signature .*?<\/ds:Signature>/.exec(both) ?? [];
  const placed = (rule: string) => refusal("saml_signature_placement", { rule });

  it.each([
    ["in the status", "<samlp:Status>", `<samlp:Status>${signature}`],
    ["in the subject", "<saml:Subject>", `<saml:Subject>${signature}`],
    ["in an attribute", /<saml:AttributeValue[^>]*>/, `$&${signature}`],
  ])("refuses one %s", (_name, from, to) => {
    expect(faultIn(replaced(plain, from, to))).toStrictEqual(placed("parent"));
  });

  it("refuses one in an encrypted assertion", async () => {
    const xml = await encryptAssertion(plain, { certificate: serviceProvider.certificate });
    expect(faultIn(replaced(xml, /<saml:EncryptedAssertion[^>]*>/, `$&${signature}`))).toStrictEqual(
      placed("parent"),
    );
  });

  it("refuses two of one element", () => {
    expect(faultIn(replaced(both, signature, signature.repeat(2)))).toStrictEqual(placed("count"));
  });

  it.each([
    ["first", /(<saml:Issuer>[^<]*<\/saml:Issuer>)(<ds:Signature .*?<\/ds:Signature>)/, "$2$1"],
    ["last", /(<ds:Signature .*?<\/ds:Signature>)(.*)(<\/samlp:Response>)/, "$2$1$3"],
    ["after the status", /(<ds:Signature .*?<\/ds:Signature>)(<samlp:Status>.*<\/samlp:Status>)/, "$2$1"],
    ["without an issuer before it", /<saml:Issuer>[^<]*<\/saml:Issuer>/, ""],
  ])("refuses one that stands %s", (_name, from, to) => {
    expect(faultIn(replaced(both, from, to))).toStrictEqual(placed("position"));
  });

  it("refuses one of another shape", () => {
    expect(
      faultIn(signedResponse(aSpec(), { key, sign: "both", signatureAlgorithm: "rsa-sha1" })),
    ).toStrictEqual(refusal("saml_signature_algorithm", { rule: "SignatureMethod" }));
  });

  it("refuses a signature that references the other signed element", () => {
    const crossed = replaced(both, "#_response-1", "#_assertion-1");
    expect(faultIn(crossed)).toStrictEqual(refusal("saml_signature_reference", { rule: "URI" }));
  });
});

describe("shapeOfAssertion", () => {
  const signedAssertion = signedResponse(aSpec({ prefixes: { protocol: "samlp", assertion: "" } }), {
    key,
    sign: "assertion",
  }).match(/<Assertion.*<\/Assertion>/)?.[0];

  it("reads one, signed or not", () => {
    const unsigned = shapeOfAssertion(anAssertion());
    expect(unsigned.ok && pathOf(unsigned.value.assertion)).toBe("Assertion");
    expect(unsigned.ok && unsigned.value.assertionSignature).toBeUndefined();
    const signed = shapeOfAssertion(elementFrom(signedAssertion ?? ""));
    expect(signed.ok && pathOf(signed.value.assertionSignature?.parent)).toBe("Assertion");
  });

  it.each([
    ["another element", "<Subject/>"],
    ["one of no namespace", '<Assertion ID="_a"/>'],
    ["one of SAML 1.1", '<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" ID="_a"/>'],
    [
      "one around another",
      '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><Assertion ID="_b"/></Assertion>',
    ],
    [
      "one around an encrypted one",
      '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"><EncryptedAssertion/></Assertion>',
    ],
  ])("refuses %s", (_name, xml) => {
    expect(assertionFault(elementFrom(xml))).toStrictEqual(refusal("saml_assertion_count"));
  });

  it("goes by the rules of the whole document, of ids and of signatures", () => {
    expect(assertionFault(anAssertion({ extraAssertionXml: "<Advice/>" }))).toStrictEqual(
      refusal("saml_structure", { element: "Advice" }),
    );
    expect(assertionFault(anAssertion({ assertionId: null }))).toStrictEqual(
      refusal("saml_id", { rule: "missing" }),
    );
    const last = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>';
    expect(assertionFault(anAssertion({ extraAssertionXml: last }))).toStrictEqual(
      refusal("saml_signature_placement", { rule: "position" }),
    );
  });
});
