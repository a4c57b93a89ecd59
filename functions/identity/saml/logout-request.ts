/** A LogoutRequest (SAML Core §3.7.1) whose signature has been verified: fresh, for us, and about one subject. */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { issueInstantFault } from "./assertion.ts";
import { factsOf } from "./document-rules.ts";
import { CLOCK_SKEW_MILLISECONDS, isPast, MAX_AGE_MILLISECONDS, parseInstant } from "./instant.ts";
import { attributeOf, holdsOnly, isNamed, onlyChild, parseXml, textOf } from "./strict-xml.ts";

export interface LogoutExpected {
  readonly issuer: string;
  /** Our single logout address for this identity provider. */
  readonly destination: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LogoutRequest {
  readonly id: string;
  readonly nameId: string;
  /** Milliseconds since the epoch: until then it must be remembered. */
  readonly usableUntil: number;
}

/** Longer than a request is accepted by its IssueInstant. */
const MAX_LIFE_MILLISECONDS = MAX_AGE_MILLISECONDS + 2 * CLOCK_SKEW_MILLISECONDS;

export function readLogoutRequest(xml: string, expected: LogoutExpected): Result<LogoutRequest, Refusal> {
  const parsed = parseXml(xml);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const facts = factsOf(root);
  if (!facts.ok) return facts;
  const isPlain =
    isNamed(root, "protocol", "LogoutRequest") &&
    attributeOf(root, "Version") === "2.0" &&
    holdsOnly(root, [
      ["assertion", "Issuer"],
      ["signature", "Signature"],
      ["assertion", "NameID"],
      ["protocol", "SessionIndex"],
    ]);
  const id = attributeOf(root, "ID");
  if (!isPlain || id === undefined) return invalid("structure");
  if (attributeOf(root, "Destination") !== expected.destination) return invalid("Destination");
  const issuer = onlyChild(root, "assertion", "Issuer");
  if (issuer === undefined || textOf(issuer) !== expected.issuer) return invalid("Issuer");
  const ageFault = issueInstantFault(root, expected.now);
  if (ageFault !== undefined) return err(ageFault);
  const end = attributeOf(root, "NotOnOrAfter");
  const endsAt = parseInstant(end);
  if (end !== undefined && (endsAt === undefined || isPast(endsAt, expected.now))) {
    return invalid("NotOnOrAfter");
  }
  const nameId = onlyChild(root, "assertion", "NameID");
  const name = nameId && textOf(nameId);
  if (name === undefined || name === "") return invalid("NameID");
  return ok({ id, nameId: name, usableUntil: expected.now + MAX_LIFE_MILLISECONDS });
}

function invalid(rule: string): Result<never, Refusal> {
  return err(refusal("saml_logout_invalid", { rule }));
}
