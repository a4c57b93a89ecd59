import { describe, expect, it } from "vitest";
import type {
  NameIdSpec,
  SubjectConfirmationSpec,
} from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import type { RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import {
  type ConfirmationExpected,
  isTransient,
  readSubject,
} from "../../../functions/identity/saml/subject-confirmation.ts";
import {
  ACS_URL,
  anAssertion,
  at,
  BEARER,
  expectation,
  NAME_ID,
  NOW,
  PERSISTENT,
  REQUEST_ID,
  TRANSIENT,
} from "./response-builders.ts";

function read(
  confirmations: readonly (SubjectConfirmationSpec | RawXml)[] = [{}],
  expected: Partial<ConfirmationExpected> = {},
) {
  return readSubject(anAssertion({ subjectConfirmations: confirmations }), expectation(expected));
}

const named = (nameId: NameIdSpec | RawXml | null) => readSubject(anAssertion({ nameId }), expectation());
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const unconfirmed = (rule: string) => refused("saml_subject_confirmation", { rule });

describe("readSubject", () => {
  it("reads whom it is about and until when it is confirmed", () => {
    expect(read()).toStrictEqual(
      ok({ nameId: { value: NAME_ID, format: PERSISTENT }, confirmedUntil: NOW + 300_000 }),
    );
  });

  it.each([
    ["no subject", null],
    ["two", { xml: "<Subject/><Subject/>" }],
    ["one of another namespace", { xml: '<Subject xmlns="urn:x"/>' }],
    ["one with an encrypted name", { xml: "<Subject><EncryptedID/></Subject>" }],
    ["one with a base id", { xml: "<Subject><BaseID/></Subject>" }],
    ["one with text", { xml: "<Subject>lucia<NameID>lucia</NameID></Subject>" }],
  ])("refuses %s", (_name, subject) => {
    expect(readSubject(anAssertion({ subject }), expectation())).toStrictEqual(refused("saml_subject"));
  });
});

describe("readSubject, of the name", () => {
  it("keeps it as it stands", () => {
    expect(named({ value: " Lucía & <co> ", format: null })).toMatchObject(
      ok({ nameId: { value: " Lucía & <co> ", format: undefined } }),
    );
    expect(named({ value: "x".repeat(256) }).ok).toBe(true);
  });

  it.each<readonly [string, NameIdSpec | RawXml | null, string]>([
    ["none", null, "count"],
    ["two", { xml: "<NameID>a</NameID><NameID>b</NameID>" }, "count"],
    ["an empty one", { value: "" }, "length"],
    ["one that is too long", { value: "x".repeat(257) }, "length"],
    ["one with an element in it", { xml: "<NameID>admin<x/>@evil.example</NameID>" }, "mixed"],
    ["one that is an element", { xml: "<NameID><b>a</b></NameID>" }, "mixed"],
  ])("refuses %s", (_name, nameId, rule) => {
    expect(named(nameId)).toStrictEqual(refused("saml_name_id", { rule }));
  });

  it.each([
    [TRANSIENT, true],
    [PERSISTENT, false],
    [undefined, false],
    [`${TRANSIENT} `, false],
  ])("knows whether the format %j is one that changes each time", (format, expected) => {
    expect(isTransient({ value: "x", format })).toBe(expected);
  });
});

describe("readSubject, of the confirmation", () => {
  it("refuses none", () => {
    expect(read([])).toStrictEqual(unconfirmed("none"));
  });

  it.each([
    ["holder of key", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"],
    ["sender vouches", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"],
    ["SAML 1.1's bearer", "urn:oasis:names:tc:SAML:1.0:cm:bearer"],
    ["no method", null],
    ["a blank", `${BEARER} `],
  ])("refuses %s", (_name, method) => {
    expect(read([{ method }])).toStrictEqual(unconfirmed("method"));
  });

  const data = `<SubjectConfirmationData Recipient="${ACS_URL}" NotOnOrAfter="${at(300).toISOString()}" InResponseTo="${REQUEST_ID}"/>`;
  const confirmation = (content: string) => ({
    xml: `<SubjectConfirmation Method="${BEARER}">${content}</SubjectConfirmation>`,
  });

  it("takes a name in it, which nobody reads", () => {
    expect(read([confirmation(`<NameID>other</NameID>${data}`)])).toMatchObject(
      ok({ nameId: { value: NAME_ID } }),
    );
  });

  it.each([
    ["no data", ""],
    ["two", data.repeat(2)],
    ["data of another namespace", '<SubjectConfirmationData xmlns="urn:x"/>'],
    ["keys in its data", "<SubjectConfirmationData><x/></SubjectConfirmationData>"],
    ["a base id", `<BaseID/>${data}`],
    ["an encrypted name", `<EncryptedID/>${data}`],
    ["text", `x${data}`],
  ])("refuses one with %s", (_name, content) => {
    expect(read([confirmation(content)])).toStrictEqual(unconfirmed("data"));
  });

  it("refuses a beginning, which a bearer has none of (SAML Profiles §4.1.4.2)", () => {
    expect(read([{ notBefore: at(-60) }])).toStrictEqual(unconfirmed("NotBefore"));
    expect(read([{ notBefore: "" }])).toStrictEqual(unconfirmed("NotBefore"));
  });

  it.each([null, "", "https://evil.example/acs", `${ACS_URL}/`, `${ACS_URL}?x`, ACS_URL.toUpperCase()])(
    "refuses the recipient %j",
    (recipient) => {
      expect(read([{ recipient }])).toStrictEqual(refused("saml_recipient"));
    },
  );

  it.each([null, "", "soon", "2099-01-01T00:00:00"])("refuses the end %j", (notOnOrAfter) => {
    expect(read([{ notOnOrAfter }])).toStrictEqual(
      refused("saml_timestamp", { rule: "SubjectConfirmationData" }),
    );
  });

  it("refuses one that is over, after a minute", () => {
    expect(read([{ notOnOrAfter: at(-59.999) }]).ok).toBe(true);
    expect(read([{ notOnOrAfter: at(-60) }])).toStrictEqual(refused("saml_confirmation_expired"));
  });

  it("refuses an answer to nothing, to another request, and to any where none was made", () => {
    const other = refused("saml_in_response_to", { rule: "SubjectConfirmationData" });
    expect(read([{ inResponseTo: null }])).toStrictEqual(other);
    expect(read([{ inResponseTo: "" }])).toStrictEqual(other);
    expect(read([{ inResponseTo: "_request-2" }])).toStrictEqual(other);
    expect(read([{}], { requestId: undefined })).toStrictEqual(other);
    expect(read([{ inResponseTo: null }], { requestId: undefined }).ok).toBe(true);
  });
});

describe("readSubject, of several confirmations", () => {
  const other = { recipient: "https://other.example/acs" };

  it("wants one that passes, wherever it stands", () => {
    expect(read([other, {}]).ok).toBe(true);
    expect(read([{}, other]).ok).toBe(true);
    expect(read([{ method: null }, { hasData: false }, {}]).ok).toBe(true);
  });

  it("lasts as long as the last of those that pass", () => {
    const short = { notOnOrAfter: at(60) };
    const long = { notOnOrAfter: at(600) };
    const longest = { ...other, notOnOrAfter: at(6_000) };
    expect(read([short, long, longest])).toMatchObject(ok({ confirmedUntil: NOW + 600_000 }));
    expect(read([longest, long, short])).toMatchObject(ok({ confirmedUntil: NOW + 600_000 }));
  });

  it("says of the first why it does not, where none does", () => {
    expect(read([other, { method: null }])).toStrictEqual(refused("saml_recipient"));
    expect(read([{ method: null }, other])).toStrictEqual(unconfirmed("method"));
  });

  it.each([
    ["another request", { inResponseTo: "_request-2" }],
    ["none", { inResponseTo: null }],
  ])("refuses one beside it that would pass for %s", (_name, stray) => {
    const twice = refused("saml_in_response_to", { rule: "SubjectConfirmationData" });
    expect(read([{}, stray])).toStrictEqual(twice);
    expect(read([stray, {}])).toStrictEqual(twice);
    const { inResponseTo } = stray;
    expect(read([{}, stray], { requestId: inResponseTo ?? undefined })).toStrictEqual(twice);
  });

  it("minds nothing beside it that would pass for nobody here", () => {
    const elsewhere = { ...other, inResponseTo: "_request-2" };
    const over = { notOnOrAfter: at(-60), inResponseTo: "_request-2" };
    const holderOfKey = { method: "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key", inResponseTo: null };
    expect(read([elsewhere, over, holderOfKey, {}]).ok).toBe(true);
  });

  it("does not put halves together", () => {
    const halves = [{ recipient: "https://other.example/acs" }, { inResponseTo: "_request-2" }];
    expect(read(halves)).toStrictEqual(refused("saml_recipient"));
  });
});
