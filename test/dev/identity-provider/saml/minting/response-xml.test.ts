import { describe, expect, it } from "vitest";
import type { ResponseSpec } from "../../../../../dev/identity-provider/saml/minting/response-spec.ts";
import { responseXml } from "../../../../../dev/identity-provider/saml/minting/response-xml.ts";
import { ACS_URL, ENTITY_ID } from "./service-provider.ts";

const SPEC: ResponseSpec = {
  now: new Date("2026-11-21T07:00:00Z"),
  issuer: "https://idp.example/metadata",
  assertionConsumerServiceUrl: ACS_URL,
  audience: ENTITY_ID,
  responseId: "_r",
  assertionId: "_a",
  nameId: { value: "lucia" },
};

const minted = (deviation: Partial<ResponseSpec> = {}): string => responseXml({ ...SPEC, ...deviation });

describe("responseXml", () => {
  it("writes a whole unsolicited response from the least there is to say", () => {
    expect(minted()).toBe(
      [
        `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"`,
        ` xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`,
        ` ID="_r" Version="2.0" IssueInstant="2026-11-21T07:00:00.000Z" Destination="https://sp.example/acs">`,
        "<saml:Issuer>https://idp.example/metadata</saml:Issuer>",
        `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>`,
        `<saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema"`,
        ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
        ` ID="_a" Version="2.0" IssueInstant="2026-11-21T07:00:00.000Z">`,
        "<saml:Issuer>https://idp.example/metadata</saml:Issuer>",
        `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">lucia</saml:NameID>`,
        `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData`,
        ` NotOnOrAfter="2026-11-21T07:05:00.000Z" Recipient="https://sp.example/acs"/>`,
        "</saml:SubjectConfirmation></saml:Subject>",
        `<saml:Conditions NotBefore="2026-11-21T06:59:30.000Z" NotOnOrAfter="2026-11-21T07:05:00.000Z">`,
        "<saml:AudienceRestriction><saml:Audience>https://sp.example/metadata</saml:Audience>",
        "</saml:AudienceRestriction></saml:Conditions>",
        `<saml:AuthnStatement AuthnInstant="2026-11-21T07:00:00.000Z" SessionIndex="_a"><saml:AuthnContext>`,
        "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
        "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>",
        "</saml:Assertion></samlp:Response>",
      ].join(""),
    );
  });

  it("answers a request in the Response and in the confirmation, or in one of them", () => {
    expect(minted({ inResponseTo: "_q" }).match(/ InResponseTo="_q"/g)).toHaveLength(2);
    const onlyConfirmed = minted({ inResponseTo: "_q", responseInResponseTo: null });
    expect(onlyConfirmed).toMatch(/<saml:SubjectConfirmationData [^>]*InResponseTo="_q"/);
    expect(onlyConfirmed.match(/InResponseTo/g)).toHaveLength(1);
    const apart = minted({ inResponseTo: "_q", subjectConfirmations: [{ inResponseTo: "_other" }] });
    expect(apart.match(/InResponseTo="(\w+)"/g)).toStrictEqual([
      `InResponseTo="_q"`,
      `InResponseTo="_other"`,
    ]);
  });

  it.each<[string, Partial<ResponseSpec>, RegExp]>([
    ["the Response's ID", { responseId: null }, /<samlp:Response [^>]* ID=/],
    ["the Response's Version", { responseVersion: null }, /<samlp:Response [^>]* Version=/],
    ["the Response's IssueInstant", { responseIssueInstant: null }, /<samlp:Response [^>]* IssueInstant=/],
    ["Destination", { destination: null }, /Destination/],
    ["the Response's Issuer", { responseIssuer: null }, /<samlp:Response [^>]*><saml:Issuer/],
    ["Status", { status: null }, /Status/],
    ["the Assertion", { hasAssertion: false }, /Assertion/],
    ["the Assertion's ID", { assertionId: null }, /<saml:Assertion [^>]* ID=/],
    ["the Assertion's Version", { assertionVersion: null }, /<saml:Assertion [^>]* Version=/],
    ["the Assertion's IssueInstant", { assertionIssueInstant: null }, /<saml:Assertion [^>]* IssueInstant=/],
    ["the Assertion's Issuer", { assertionIssuer: null }, /<saml:Assertion [^>]*><saml:Issuer/],
    ["Subject", { subject: null }, /Subject/],
    ["NameID", { nameId: null }, /NameID/],
    ["NameID's Format", { nameId: { value: "x", format: null } }, /Format/],
    ["every confirmation", { subjectConfirmations: [] }, /SubjectConfirmation/],
    ["the confirmation's data", { subjectConfirmations: [{ hasData: false }] }, /SubjectConfirmationData/],
    ["Recipient", { subjectConfirmations: [{ recipient: null }] }, /Recipient/],
    ["the confirmation's end", { subjectConfirmations: [{ notOnOrAfter: null }] }, /Data [^>]*NotOnOrAfter/],
    ["Conditions", { conditions: null }, /Conditions/],
    ["the start of Conditions", { conditions: { notBefore: null } }, /NotBefore/],
    ["the end of Conditions", { conditions: { notOnOrAfter: null } }, /Conditions [^>]*NotOnOrAfter/],
    ["every audience restriction", { conditions: { audiences: [] } }, /Audience/],
    ["AuthnStatement", { authnStatements: [] }, /Authn/],
    ["AuthnInstant", { authnStatements: [{ authnInstant: null }] }, /AuthnInstant/],
    ["SessionIndex", { authnStatements: [{ sessionIndex: null }] }, /SessionIndex/],
    ["the class", { authnStatements: [{ classRef: null }] }, /AuthnContextClassRef/],
  ])("leaves out %s when told to", (_part, deviation, trace) => {
    expect(minted()).toMatch(trace);
    expect(minted(deviation)).not.toMatch(trace);
  });

  it("nests status codes and adds a message", () => {
    expect(minted({ status: { codes: ["outer", "inner"], message: "a < b" } })).toContain(
      `<samlp:Status><samlp:StatusCode Value="outer"><samlp:StatusCode Value="inner"/></samlp:StatusCode>` +
        "<samlp:StatusMessage>a &lt; b</samlp:StatusMessage></samlp:Status>",
    );
  });

  it("writes moments and issuers that are named apart, strings as they stand", () => {
    const xml = minted({
      responseIssueInstant: "yesterday",
      responseIssuer: "https://evil.example",
      assertionIssueInstant: new Date("2026-01-02T03:04:05Z"),
      subjectConfirmations: [{ notBefore: "soon", method: "m" }],
      authnStatements: [{ sessionNotOnOrAfter: "later", classRef: "c" }, { sessionIndex: "two" }],
    });
    expect(xml).toContain(`IssueInstant="yesterday"`);
    expect(xml).toContain("<saml:Issuer>https://evil.example</saml:Issuer><samlp:Status>");
    expect(xml).toContain(`ID="_a" Version="2.0" IssueInstant="2026-01-02T03:04:05.000Z"`);
    expect(xml).toContain(`Method="m"><saml:SubjectConfirmationData NotBefore="soon"`);
    expect(xml).toContain(`SessionNotOnOrAfter="later" SessionIndex="_a"`);
    expect(xml).toContain(`SessionIndex="two"`);
  });

  it("writes several audience restrictions, with several audiences each", () => {
    const xml = minted({ conditions: { audiences: [["a", "b"], ["c"]], extraXml: "<saml:OneTimeUse/>" } });
    expect(xml).toContain(
      "<saml:AudienceRestriction><saml:Audience>a</saml:Audience><saml:Audience>b</saml:Audience>" +
        "</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>c</saml:Audience>" +
        "</saml:AudienceRestriction><saml:OneTimeUse/></saml:Conditions>",
    );
  });

  it("writes attributes with several values, typed as strings, or as it is told", () => {
    const xml = minted({
      attributes: [
        { name: "groups", values: ["a", "b & c"] },
        { name: "id", values: [{ xml: "<raw/>" }], nameFormat: null },
        { name: "plain", values: ["x"], valueType: null },
      ],
    });
    expect(xml).toContain(
      `<saml:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic">` +
        `<saml:AttributeValue xsi:type="xs:string">a</saml:AttributeValue>` +
        `<saml:AttributeValue xsi:type="xs:string">b &amp; c</saml:AttributeValue></saml:Attribute>`,
    );
    expect(xml).toContain(`<saml:Attribute Name="id"><raw/></saml:Attribute>`);
    expect(xml).toContain("<saml:AttributeValue>x</saml:AttributeValue>");
  });

  it("puts raw XML in as it stands, well-formed or not", () => {
    const raw = { xml: "<!-- & -->" };
    const xml = minted({
      ...{ responseIssuer: raw, status: raw, assertionIssuer: raw, nameId: raw, conditions: raw },
      ...{ subjectConfirmations: [raw], authnStatements: [raw], attributes: [raw] },
      ...{ extraResponseXml: "<end-of-response/>", extraAssertionXml: "<end-of-assertion/>" },
    });
    expect(xml.match(/<!-- & -->/g)).toHaveLength(8);
    expect(xml).toMatch(/<end-of-assertion\/><\/saml:Assertion><end-of-response\/><\/samlp:Response>$/);
    expect(minted({ subject: { xml: "<s/>" } })).toContain("</saml:Issuer><s/><saml:Conditions");
  });

  it("uses other prefixes, or none", () => {
    expect(minted({ prefixes: { protocol: "p", assertion: "a" } })).toMatch(
      /^<p:Response xmlns:p="[^"]*protocol" xmlns:a="[^"]*assertion" .*<a:Assertion xmlns:xs/,
    );
    const bare = minted({ prefixes: { protocol: "", assertion: "" } });
    expect(bare).toMatch(/^<Response xmlns="[^"]*protocol" ID=/);
    expect(bare.match(/<(?:Issuer|Assertion) xmlns="[^"]*assertion"/g)).toHaveLength(2);
  });

  it("makes an identifier of its own for each message", () => {
    const { responseId: _, assertionId: __, ...anonymous } = SPEC;
    const ids = [responseXml(anonymous), responseXml(anonymous)].flatMap((xml) => [
      ...xml.matchAll(/ ID="(\w+)"/g),
    ]);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(4);
    for (const [, id] of ids) expect(id).toMatch(/^_[0-9a-f]{32}$/);
  });

  it("escapes what would be markup, and what a parser would normalise", () => {
    const xml = minted({ destination: `a"<&\n`, nameId: { value: "<a>&\r\n" } });
    expect(xml).toContain(`Destination="a&quot;&lt;&amp;&#10;"`);
    expect(xml).toContain(">&lt;a&gt;&amp;&#13;\n</saml:NameID>");
  });
});
