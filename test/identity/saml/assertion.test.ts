import { describe, expect, it } from "vitest";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { element, type RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import {
  type AssertionExpected,
  issueInstantFault,
  readAssertion,
} from "../../../functions/identity/saml/assertion.ts";
import {
  anAssertion,
  at,
  contentOf,
  elementFrom,
  expectation,
  ISSUER,
  MFA,
  NOW,
} from "./response-builders.ts";

const read = (overrides: Partial<ResponseSpec> = {}, expected: Partial<AssertionExpected> = {}) =>
  readAssertion(anAssertion(overrides), expectation(expected));
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));

describe("readAssertion", () => {
  it("reads all that it says", () => {
    expect(read()).toStrictEqual(ok(contentOf()));
  });

  it("must be remembered until the later of its two ends, and a minute more", () => {
    const until = (confirmation: number, conditions: number) => {
      const verified = read({
        subjectConfirmations: [{ notOnOrAfter: at(confirmation) }],
        conditions: { notOnOrAfter: at(conditions) },
      });
      return verified.ok && verified.value.usableUntil - NOW;
    };
    expect([until(100, 200), until(200, 100), until(-10, -20)]).toStrictEqual([260_000, 260_000, 50_000]);
  });

  it.each<readonly [string, Partial<ResponseSpec>, RefusalReason, Evidence]>([
    ["the subject", { nameId: null }, "saml_name_id", { rule: "count" }],
    ["the confirmation", { subjectConfirmations: [] }, "saml_subject_confirmation", { rule: "none" }],
    ["the conditions", { conditions: null }, "saml_conditions", { rule: "count" }],
    ["the audience", { audience: "https://other.example/" }, "saml_audience", { restrictions: 1 }],
    ["how the person signed in", { authnStatements: [] }, "saml_authn_statement", {}],
    ["the attributes", { attributes: [{ xml: "<Attribute/>" }] }, "saml_attributes", { rule: "unnamed" }],
  ])("goes by the rules of %s", (_name, overrides, reason, evidence) => {
    expect(read(overrides)).toStrictEqual(refused(reason, evidence));
  });

  it("hands on what is expected of each", () => {
    expect(read({}, { recipient: "https://other.example/acs" })).toStrictEqual(refused("saml_recipient"));
    expect(read({}, { requestId: "_request-2" }).ok).toBe(false);
    expect(read({}, { authnContexts: [MFA] })).toStrictEqual(refused("saml_authn_context"));
    expect(read({}, { authenticatedSince: NOW + 60_001 })).toStrictEqual(refused("saml_authentication_age"));
    expect(read({}, { audience: "https://other.example/" }).ok).toBe(false);
  });
});

describe("readAssertion, of the head", () => {
  it.each<readonly [string, Partial<ResponseSpec>]>([
    ["no ID", { assertionId: null }],
    ["a foreign element", { extraAssertionXml: "<x/>" }],
    ["a statement of a decision", { extraAssertionXml: "<AuthzDecisionStatement/>" }],
    ["a statement of another namespace", { extraAssertionXml: '<Statement xmlns="urn:x"/>' }],
    ["text", { extraAssertionXml: "x" }],
  ])("refuses one with %s", (_name, overrides) => {
    expect(read(overrides)).toStrictEqual(refused("saml_assertion_structure"));
  });

  it.each(["<Assertion ID='_a'/>", "<Response xmlns='urn:oasis:names:tc:SAML:2.0:protocol' ID='_a'/>"])(
    "refuses %s, which is none",
    (xml) => {
      expect(readAssertion(elementFrom(xml), expectation())).toStrictEqual(
        refused("saml_assertion_structure"),
      );
    },
  );

  it.each([null, "", "1.1", "2.0 "])("refuses version %j", (assertionVersion) => {
    expect(read({ assertionVersion })).toStrictEqual(refused("saml_version", { of: "Assertion" }));
  });

  it.each<readonly [string, string | RawXml | null]>([
    ["none", null],
    ["another", "https://evil.example/metadata"],
    ["one with a blank", `${ISSUER} `],
    ["one with an element in it", { xml: `<Issuer>${ISSUER}<x/></Issuer>` }],
    ["two", { xml: `<Issuer>${ISSUER}</Issuer><Issuer>${ISSUER}</Issuer>` }],
  ])("refuses %s as its issuer", (_name, assertionIssuer) => {
    expect(read({ assertionIssuer })).toStrictEqual(refused("saml_issuer", { of: "Assertion" }));
  });

  it("goes by its own time of issue", () => {
    const of = { of: "Assertion" };
    expect(read({ assertionIssueInstant: at(-361) })).toStrictEqual(refused("saml_issue_instant", of));
    expect(read({ assertionIssueInstant: null })).toStrictEqual(
      refused("saml_timestamp", { rule: "IssueInstant", ...of }),
    );
  });
});

describe("issueInstantFault", () => {
  const fault = (IssueInstant: string | null) =>
    issueInstantFault(elementFrom(element("LogoutRequest", { IssueInstant })), NOW);
  const old = refusal("saml_issue_instant", { of: "LogoutRequest" });

  it("allows for a minute of the future", () => {
    expect(fault(at(60).toISOString())).toBeUndefined();
    expect(fault(at(60.001).toISOString())).toStrictEqual(old);
  });

  it("allows for five minutes on the way, and one more", () => {
    expect(fault(at(-359.999).toISOString())).toBeUndefined();
    expect(fault(at(-360).toISOString())).toStrictEqual(old);
  });

  it.each([null, "", "now", "2027-01-15T08:00:00"])("refuses the moment %j", (moment) => {
    expect(fault(moment)).toStrictEqual(
      refusal("saml_timestamp", { rule: "IssueInstant", of: "LogoutRequest" }),
    );
  });
});
