/** How and when the person authenticated (SAML Core §2.7), held against what the policy asked for. */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { CLOCK_SKEW_MILLISECONDS, isFuture, isPast, parseInstant } from "./instant.ts";
import { attributeOf, childElements, holdsOnly, onlyChild, textOf } from "./strict-xml.ts";

export interface AuthenticationExpected {
  /** One of them must have been used; empty asks for nothing. */
  readonly authnContexts: readonly string[];
  readonly maxAuthenticationAgeSeconds: number | null;
  /** Milliseconds since the epoch: the sign-in must be no older than this; undefined asks for nothing. */
  readonly authenticatedSince: number | undefined;
  readonly now: number;
}

export interface AuthenticationStatement {
  /** Milliseconds since the epoch. */
  readonly authenticatedAt: number;
  readonly contextClass: string | undefined;
  readonly sessionIndex: string | undefined;
}

const MAX_CLASS_LENGTH = 512;
const MAX_SESSION_INDEX_LENGTH = 256;

export function readAuthentication(
  assertion: Element,
  expected: AuthenticationExpected,
): Result<AuthenticationStatement, Refusal> {
  const statement = onlyChild(assertion, "assertion", "AuthnStatement");
  const context = statement && onlyChild(statement, "assertion", "AuthnContext");
  if (statement === undefined || context === undefined || !isPlain(statement, context)) {
    return err(refusal("saml_authn_statement"));
  }
  const authenticatedAt = parseInstant(attributeOf(statement, "AuthnInstant"));
  if (authenticatedAt === undefined) return err(refusal("saml_timestamp", { rule: "AuthnInstant" }));
  if (isFuture(authenticatedAt, expected.now)) return err(refusal("saml_authn_instant"));
  const sessionEnd = attributeOf(statement, "SessionNotOnOrAfter");
  if (sessionEnd !== undefined) {
    const end = parseInstant(sessionEnd);
    if (end === undefined) return err(refusal("saml_timestamp", { rule: "SessionNotOnOrAfter" }));
    if (isPast(end, expected.now)) return err(refusal("saml_session_over"));
  }
  if (isTooOld(authenticatedAt, expected)) return err(refusal("saml_authentication_age"));

  const [classElement, ...others] = childElements(context).filter(
    ({ localName }) => localName === "AuthnContextClassRef",
  );
  const contextClass = classElement && textOf(classElement);
  if (others.length > 0 || (contextClass?.length ?? 0) > MAX_CLASS_LENGTH) {
    return err(refusal("saml_authn_statement"));
  }
  const { authnContexts } = expected;
  if (authnContexts.length > 0 && !authnContexts.includes(contextClass ?? "")) {
    return err(refusal("saml_authn_context"));
  }
  const sessionIndex = attributeOf(statement, "SessionIndex");
  return (sessionIndex?.length ?? 0) > MAX_SESSION_INDEX_LENGTH
    ? err(refusal("saml_authn_statement"))
    : ok({ authenticatedAt, contextClass, sessionIndex });
}

function isPlain(statement: Element, context: Element): boolean {
  return (
    holdsOnly(statement, [
      ["assertion", "SubjectLocality"],
      ["assertion", "AuthnContext"],
    ]) &&
    holdsOnly(context, [
      ["assertion", "AuthnContextClassRef"],
      ["assertion", "AuthnContextDecl"],
      ["assertion", "AuthnContextDeclRef"],
      ["assertion", "AuthenticatingAuthority"],
    ])
  );
}

function isTooOld(authenticatedAt: number, expected: AuthenticationExpected): boolean {
  const { maxAuthenticationAgeSeconds: maxAge, authenticatedSince, now } = expected;
  const oldest = Math.max(
    maxAge === null ? Number.NEGATIVE_INFINITY : now - maxAge * 1000,
    authenticatedSince ?? Number.NEGATIVE_INFINITY,
  );
  return authenticatedAt < oldest - CLOCK_SKEW_MILLISECONDS;
}
