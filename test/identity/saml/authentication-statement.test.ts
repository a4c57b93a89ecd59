import { describe, expect, it } from "vitest";
import type { AuthnStatementSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import type { RawXml } from "../../../dev/identity-provider/saml/minting/xml.ts";
import { type Evidence, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import {
  type AuthenticationExpected,
  readAuthentication,
} from "../../../functions/identity/saml/authentication-statement.ts";
import { anAssertion, at, expectation, MFA, NOW, PASSWORD } from "./response-builders.ts";

const read = (statement: AuthnStatementSpec | RawXml = {}, expected: Partial<AuthenticationExpected> = {}) =>
  readAuthentication(anAssertion({ authnStatements: [statement] }), expectation(expected));
const inContext = (xml: string, attributes = `AuthnInstant="${at(0).toISOString()}"`) => ({
  xml: `<AuthnStatement ${attributes}><AuthnContext>${xml}</AuthnContext></AuthnStatement>`,
});
const refused = (reason: RefusalReason, evidence: Evidence = {}) => err(refusal(reason, evidence));
const MALFORMED = refused("saml_authn_statement");

describe("readAuthentication", () => {
  it("reads when, how and in which session", () => {
    expect(read({ authnInstant: at(-60), classRef: MFA, sessionIndex: "_s1" })).toStrictEqual(
      ok({ authenticatedAt: NOW - 60_000, contextClass: MFA, sessionIndex: "_s1" }),
    );
  });

  it("needs neither a class nor a session", () => {
    expect(read({ classRef: null, sessionIndex: null })).toStrictEqual(
      ok({ authenticatedAt: NOW, contextClass: undefined, sessionIndex: undefined }),
    );
  });

  it.each([
    [
      "a locality",
      {
        xml: `<AuthnStatement AuthnInstant="${at(0).toISOString()}"><SubjectLocality Address="192.0.2.1"/><AuthnContext/></AuthnStatement>`,
      },
    ],
    ["a declaration", inContext("<AuthnContextDecl><x/></AuthnContextDecl>")],
    ["a reference to one", inContext("<AuthnContextDeclRef>urn:x</AuthnContextDeclRef>")],
    ["authorities", inContext("<AuthenticatingAuthority>urn:x</AuthenticatingAuthority>".repeat(2))],
  ])("reads past %s", (_name, statement) => {
    expect(read(statement)).toStrictEqual(
      ok({ authenticatedAt: NOW, contextClass: undefined, sessionIndex: undefined }),
    );
  });

  it("refuses no statement, and two", () => {
    const count = (number: number) =>
      readAuthentication(
        anAssertion({ authnStatements: Array.from({ length: number }, () => ({})) }),
        expectation(),
      );
    expect([count(0), count(2)]).toStrictEqual([MALFORMED, MALFORMED]);
  });

  it.each([
    ["no context", { xml: `<AuthnStatement AuthnInstant="${at(0).toISOString()}"/>` }],
    [
      "two contexts",
      {
        xml: `<AuthnStatement AuthnInstant="${at(0).toISOString()}"><AuthnContext/><AuthnContext/></AuthnStatement>`,
      },
    ],
    [
      "an unknown element",
      { xml: `<AuthnStatement AuthnInstant="${at(0).toISOString()}"><AuthnContext/><x/></AuthnStatement>` },
    ],
    [
      "text",
      { xml: `<AuthnStatement AuthnInstant="${at(0).toISOString()}">x<AuthnContext/></AuthnStatement>` },
    ],
    ["an unknown element in its context", inContext("<x/>")],
    ["text in its context", inContext("x")],
    [
      "a class of another namespace",
      inContext(`<AuthnContextClassRef xmlns="urn:x">${MFA}</AuthnContextClassRef>`),
    ],
    ["two classes", inContext(`<AuthnContextClassRef>${MFA}</AuthnContextClassRef>`.repeat(2))],
    [
      "a class that is too long",
      inContext(`<AuthnContextClassRef>${"a".repeat(513)}</AuthnContextClassRef>`),
    ],
    ["a session index that is too long", { sessionIndex: "a".repeat(257) }],
  ])("refuses a statement with %s", (_name, statement) => {
    expect(read(statement)).toStrictEqual(MALFORMED);
  });

  it("takes a class and a session index of the greatest length", () => {
    expect(read({ classRef: "a".repeat(512), sessionIndex: "b".repeat(256) }).ok).toBe(true);
  });
});

describe("readAuthentication, of time", () => {
  it.each([null, "", "yesterday", "2027-01-15T08:00:00+01:00"])("refuses the moment %j", (authnInstant) => {
    expect(read({ authnInstant })).toStrictEqual(refused("saml_timestamp", { rule: "AuthnInstant" }));
  });

  it("allows for a minute of the future", () => {
    expect(read({ authnInstant: at(60) }).ok).toBe(true);
    expect(read({ authnInstant: at(60.001) })).toStrictEqual(refused("saml_authn_instant"));
  });

  it("refuses a session that is over, after a minute", () => {
    expect(read({ sessionNotOnOrAfter: at(-59.999) }).ok).toBe(true);
    expect(read({ sessionNotOnOrAfter: at(-60) })).toStrictEqual(refused("saml_session_over"));
    expect(read({ sessionNotOnOrAfter: "never" })).toStrictEqual(
      refused("saml_timestamp", { rule: "SessionNotOnOrAfter" }),
    );
  });

  it("does not mind age where nobody asks for it", () => {
    expect(read({ authnInstant: at(-86_400 * 365) }).ok).toBe(true);
  });

  it("refuses what is older than the policy wants, after a minute", () => {
    const expected = { maxAuthenticationAgeSeconds: 600 };
    expect(read({ authnInstant: at(-660) }, expected).ok).toBe(true);
    expect(read({ authnInstant: at(-660.001) }, expected)).toStrictEqual(refused("saml_authentication_age"));
    expect(read({ authnInstant: at(-61) }, { maxAuthenticationAgeSeconds: 0 })).toStrictEqual(
      refused("saml_authentication_age"),
    );
  });

  it("refuses what is older than the request for a fresh sign-in, after a minute", () => {
    const expected = { authenticatedSince: NOW - 30_000 };
    expect(read({ authnInstant: at(-90) }, expected).ok).toBe(true);
    expect(read({ authnInstant: at(-90.001) }, expected)).toStrictEqual(refused("saml_authentication_age"));
  });

  it("goes by the stricter of the two", () => {
    const old = { authnInstant: at(-300) };
    const both = (maxAuthenticationAgeSeconds: number, sinceSeconds: number) =>
      read(old, { maxAuthenticationAgeSeconds, authenticatedSince: NOW - sinceSeconds * 1000 }).ok;
    expect([both(600, 600), both(100, 600), both(600, 100)]).toStrictEqual([true, false, false]);
  });
});

describe("readAuthentication, of the class", () => {
  it("wants one of those that were asked for", () => {
    expect(read({ classRef: MFA }, { authnContexts: [PASSWORD, MFA] }).ok).toBe(true);
    expect(read({ classRef: PASSWORD }, { authnContexts: [MFA] })).toStrictEqual(
      refused("saml_authn_context"),
    );
  });

  it.each([
    ["none", null],
    ["an empty one", ""],
    ["one with a blank", ` ${MFA}`],
    ["one in capitals", MFA.toUpperCase()],
    ["one with more behind it", `${MFA}/weak`],
  ])("refuses %s where one was asked for", (_name, classRef) => {
    expect(read({ classRef }, { authnContexts: [MFA] })).toStrictEqual(refused("saml_authn_context"));
  });

  it("does not read a class that holds an element", () => {
    const statement = inContext(`<AuthnContextClassRef>${MFA}<x/></AuthnContextClassRef>`);
    expect(read(statement)).toMatchObject(ok({ contextClass: undefined }));
    expect(read(statement, { authnContexts: [MFA] })).toStrictEqual(refused("saml_authn_context"));
  });
});
