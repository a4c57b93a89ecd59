/**
 * What an assertion says, read by every rule of SAML Profiles §4.1.4.3 and more. Run twice: on the document as it
 * came, so that what will be refused costs nothing, and on the bytes that were signed, which is what counts.
 */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type AssertionAttributes, readAttributes } from "./assertion-attributes.ts";
import { readConditions } from "./assertion-conditions.ts";
import {
  type AuthenticationExpected,
  type AuthenticationStatement,
  readAuthentication,
} from "./authentication-statement.ts";
import { CLOCK_SKEW_MILLISECONDS, isFuture, MAX_AGE_MILLISECONDS, parseInstant } from "./instant.ts";
import { attributeOf, childrenNamed, holdsOnly, isNamed, textOf } from "./strict-xml.ts";
import { type ConfirmationExpected, type NameId, readSubject } from "./subject-confirmation.ts";

export interface AssertionExpected extends ConfirmationExpected, AuthenticationExpected {
  readonly issuer: string;
  /** Our entity id. */
  readonly audience: string;
}

export interface AssertionContent {
  readonly id: string;
  readonly nameId: NameId;
  readonly authentication: AuthenticationStatement;
  readonly attributes: AssertionAttributes;
  /** Milliseconds since the epoch: until then it must be remembered, or it could be used again. */
  readonly usableUntil: number;
}

export function readAssertion(
  assertion: Element,
  expected: AssertionExpected,
): Result<AssertionContent, Refusal> {
  const { now } = expected;
  const head = readHead(assertion, expected.issuer);
  if (!head.ok) return head;
  const ageFault = issueInstantFault(assertion, now);
  if (ageFault !== undefined) return err(ageFault);
  const subject = readSubject(assertion, expected);
  if (!subject.ok) return subject;
  const conditions = readConditions(assertion, expected.audience, now);
  if (!conditions.ok) return conditions;
  const authentication = readAuthentication(assertion, expected);
  if (!authentication.ok) return authentication;
  const attributes = readAttributes(assertion);
  if (!attributes.ok) return attributes;
  const { nameId, confirmedUntil } = subject.value;
  return ok({
    id: head.value,
    nameId,
    authentication: authentication.value,
    attributes: attributes.value,
    usableUntil: Math.max(confirmedUntil, conditions.value) + CLOCK_SKEW_MILLISECONDS,
  });
}

function readHead(assertion: Element, issuer: string): Result<string, Refusal> {
  const id = attributeOf(assertion, "ID");
  const isPlain =
    isNamed(assertion, "assertion", "Assertion") &&
    holdsOnly(assertion, [
      ["assertion", "Issuer"],
      ["signature", "Signature"],
      ["assertion", "Subject"],
      ["assertion", "Conditions"],
      ["assertion", "AuthnStatement"],
      ["assertion", "AttributeStatement"],
    ]);
  if (!isPlain || id === undefined) return err(refusal("saml_assertion_structure"));
  if (attributeOf(assertion, "Version") !== "2.0") return err(refusal("saml_version", { of: "Assertion" }));
  const [issuerElement, ...others] = childrenNamed(assertion, "assertion", "Issuer");
  const isTheirs = issuerElement !== undefined && others.length === 0 && textOf(issuerElement) === issuer;
  return isTheirs ? ok(id) : err(refusal("saml_issuer", { of: "Assertion" }));
}

/** Of a Response or an assertion: not from the future, and fresh. */
export function issueInstantFault(element: Element, now: number): Refusal | undefined {
  const issued = parseInstant(attributeOf(element, "IssueInstant"));
  const evidence = { of: element.localName };
  if (issued === undefined) return refusal("saml_timestamp", { rule: "IssueInstant", ...evidence });
  const isFresh = !isFuture(issued, now) && now < issued + MAX_AGE_MILLISECONDS + CLOCK_SKEW_MILLISECONDS;
  return isFresh ? undefined : refusal("saml_issue_instant", evidence);
}
