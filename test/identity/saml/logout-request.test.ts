import { describe, expect, it } from "vitest";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { type LogoutExpected, readLogoutRequest } from "../../../functions/identity/saml/logout-request.ts";
import { aLogoutRequest, LOGOUT_URL } from "./redirect-builders.ts";
import { at, ISSUER, NAME_ID, NOW } from "./response-builders.ts";

const EXPECTED: LogoutExpected = { issuer: ISSUER, destination: LOGOUT_URL, now: NOW };
const valid = aLogoutRequest();
const invalid = (rule: string) => err(refusal("saml_logout_invalid", { rule }));
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));

/** The valid request with one piece of it replaced, which must be there. */
function read(from: string | RegExp, to: string) {
  const xml = valid.replace(from, to);
  expect(xml).not.toBe(valid);
  return readLogoutRequest(xml, EXPECTED);
}

describe("readLogoutRequest", () => {
  it("reads who is to be signed out, and how long it must be remembered", () => {
    expect(readLogoutRequest(valid, EXPECTED)).toStrictEqual(
      ok({ id: "_logout-1", nameId: NAME_ID, usableUntil: NOW + 300_000 + 120_000 }),
    );
  });

  it.each([
    ["no session", /<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, ""],
    ["two sessions", /<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, "$&$&"],
    ["a reason", " Version", ' Reason="urn:oasis:names:tc:SAML:2.0:logout:user" Version'],
    ["an end that is to come", " Version", ` NotOnOrAfter="${at(60).toISOString()}" Version`],
    ["an end that was just now", " Version", ` NotOnOrAfter="${at(-59).toISOString()}" Version`],
    ["an XML declaration", /^/, '<?xml version="1.0" encoding="UTF-8"?>\n'],
  ])("reads one with %s", (_name, from, to) => {
    expect(read(from, to)).toMatchObject(ok({ nameId: NAME_ID }));
  });

  it.each([
    ["no XML", "x", "saml_xml_malformed", {}],
    ["a DOCTYPE", `<!DOCTYPE a>${valid}`, "saml_markup_declaration", {}],
    ["a comment in the name", valid.replace(NAME_ID, "admin<!-- -->"), "saml_markup_declaration", {}],
    [
      "Extensions",
      valid.replace("<saml:NameID", "<samlp:Extensions/>$&"),
      "saml_structure",
      { element: "Extensions" },
    ],
    ["an ID twice", valid.replace("<saml:NameID", '$& ID="_logout-1"'), "saml_id", { rule: "duplicate" }],
  ] as const)("goes by the rules of every message: %s", (_name, xml, reason, evidence) => {
    expect(readLogoutRequest(xml, EXPECTED)).toStrictEqual(refused(reason, evidence));
  });

  it.each([
    ["another message", /LogoutRequest/g, "LogoutResponse"],
    ["another namespace", "SAML:2.0:protocol", "SAML:1.0:protocol"],
    ["version 1.1", 'Version="2.0"', 'Version="1.1"'],
    ["no version", ' Version="2.0"', ""],
    ["no ID", ' ID="_logout-1"', ""],
    ["an encrypted name", /<saml:NameID.*<\/saml:NameID>/, "<saml:EncryptedID/>"],
    ["a name and an encrypted one", "<saml:NameID", "<saml:EncryptedID/>$&"],
    ["a base id", /<saml:NameID.*<\/saml:NameID>/, "<saml:BaseID/>"],
    ["a foreign element", "<saml:NameID", "<x/>$&"],
    ["text", "<saml:NameID", "x$&"],
  ])("refuses %s", (_name, from, to) => {
    expect(read(from, to)).toStrictEqual(invalid("structure"));
  });

  it.each([
    ["another", `"${LOGOUT_URL}"`, '"https://evil.example/"'],
    ["one with more behind it", `"${LOGOUT_URL}"`, `"${LOGOUT_URL}?"`],
    ["none", ` Destination="${LOGOUT_URL}"`, ""],
  ])("refuses the destination of %s", (_name, from, to) => {
    expect(read(from, to)).toStrictEqual(invalid("Destination"));
  });

  it.each([
    ["another", ISSUER, "https://evil.example/metadata"],
    ["one with a blank", `${ISSUER}<`, `${ISSUER} <`],
    ["one with an element in it", `${ISSUER}<`, `${ISSUER}<x/><`],
    ["none", /<saml:Issuer>.*<\/saml:Issuer>/, ""],
    ["two", /<saml:Issuer>.*<\/saml:Issuer>/, "$&$&"],
  ])("refuses %s as its issuer", (_name, from, to) => {
    expect(read(from, to)).toStrictEqual(invalid("Issuer"));
  });

  it("refuses one that is old or from the future", () => {
    const of = { of: "LogoutRequest" };
    const issued = at(0).toISOString();
    expect(read(issued, at(-359).toISOString()).ok).toBe(true);
    expect(read(issued, at(-360).toISOString())).toStrictEqual(refused("saml_issue_instant", of));
    expect(read(issued, at(61).toISOString())).toStrictEqual(refused("saml_issue_instant", of));
    expect(read(/ IssueInstant="[^"]*"/, "")).toStrictEqual(
      refused("saml_timestamp", { rule: "IssueInstant", ...of }),
    );
  });

  it.each([at(-60).toISOString(), "", "never"])("refuses the end %j", (end) => {
    expect(read(" Version", ` NotOnOrAfter="${end}" Version`)).toStrictEqual(invalid("NotOnOrAfter"));
  });

  it.each([
    ["none", /<saml:NameID.*<\/saml:NameID>/, ""],
    ["two", /<saml:NameID.*<\/saml:NameID>/, "$&$&"],
    ["an empty one", `>${NAME_ID}<`, "><"],
    ["one with an element in it", `>${NAME_ID}<`, `>${NAME_ID}<x/><`],
  ])("refuses %s as the name", (_name, from, to) => {
    expect(read(from, to)).toStrictEqual(invalid("NameID"));
  });

  it("must be remembered as long as it is accepted", () => {
    const early = { ...EXPECTED, now: NOW - 60_000 };
    const accepted = readLogoutRequest(valid, early);
    const last = NOW + 359_999;
    expect(readLogoutRequest(valid, { ...EXPECTED, now: last }).ok).toBe(true);
    expect(accepted.ok && accepted.value.usableUntil).toBeGreaterThan(last);
  });
});
