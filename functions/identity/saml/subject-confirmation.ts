/**
 * The subject (SAML Core §2.4) and what confirms it to us: bearer, at our address, in time, and in answer to the
 * request this browser holds (SAML Profiles §4.1.4.2).
 * Invariant: an assertion answers one request of ours, or none; never one here and another elsewhere.
 */
import type { Element } from "xmldom-strict";
import { type Refusal, type RefusalReason, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { isPast, parseInstant } from "./instant.ts";
import { attributeOf, childElements, childrenNamed, holdsOnly, onlyChild, textOf } from "./strict-xml.ts";

export interface ConfirmationExpected {
  readonly recipient: string;
  /** The id of our request; undefined for a sign-in that nobody here asked for. */
  readonly requestId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface NameId {
  readonly value: string;
  readonly format: string | undefined;
  /** Whose name it is; absent where the identity provider does not say. */
  readonly nameQualifier?: string;
  readonly serviceProviderNameQualifier?: string;
}

export interface ConfirmedSubject {
  readonly nameId: NameId;
  /** Milliseconds since the epoch: when the latest passing confirmation ends. */
  readonly confirmedUntil: number;
}

const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const MAX_NAME_ID_LENGTH = 256;

export function readSubject(
  assertion: Element,
  expected: ConfirmationExpected,
): Result<ConfirmedSubject, Refusal> {
  const subject = onlyChild(assertion, "assertion", "Subject");
  const isPlain =
    subject !== undefined &&
    holdsOnly(subject, [
      ["assertion", "NameID"],
      ["assertion", "SubjectConfirmation"],
    ]);
  if (!isPlain) return err(refusal("saml_subject"));
  const nameId = readNameId(subject);
  if (!nameId.ok) return nameId;

  const confirmations = childrenNamed(subject, "assertion", "SubjectConfirmation");
  const results = confirmations.map((confirmation) => confirmedUntil(confirmation, expected));
  const ends = results.flatMap((result) => (result.ok ? [result.value] : []));
  const faults = results.flatMap((result) => (result.ok ? [] : [result.error]));
  const [fault] = faults;
  if (ends.length === 0) {
    return fault === undefined ? refused("saml_subject_confirmation", "none") : err(fault);
  }
  // One that passed for another request, or for none, would be used up where that one is: in another Region perhaps.
  const stray = faults.find(({ reason }) => reason === "saml_in_response_to");
  return stray === undefined ? ok({ nameId: nameId.value, confirmedUntil: Math.max(...ends) }) : err(stray);
}

function readNameId(subject: Element): Result<NameId, Refusal> {
  const element = onlyChild(subject, "assertion", "NameID");
  if (element === undefined) return refused("saml_name_id", "count");
  const value = textOf(element);
  if (value === undefined) return refused("saml_name_id", "mixed");
  if (value === "" || value.length > MAX_NAME_ID_LENGTH) return refused("saml_name_id", "length");
  const nameQualifier = attributeOf(element, "NameQualifier");
  const serviceProviderNameQualifier = attributeOf(element, "SPNameQualifier");
  return ok({
    value,
    format: attributeOf(element, "Format")?.trim(),
    ...(nameQualifier !== undefined && { nameQualifier }),
    ...(serviceProviderNameQualifier !== undefined && { serviceProviderNameQualifier }),
  });
}

/** A transient name is a new one each time: whoever bears it would be a new person with an empty home folder. */
export function isTransient({ format }: NameId): boolean {
  return format === TRANSIENT;
}

function confirmedUntil(
  confirmation: Element,
  { recipient, requestId, now }: ConfirmationExpected,
): Result<number, Refusal> {
  if (attributeOf(confirmation, "Method") !== BEARER) return refused("saml_subject_confirmation", "method");
  const data = onlyChild(confirmation, "assertion", "SubjectConfirmationData");
  const isPlain =
    data !== undefined &&
    childElements(data).length === 0 &&
    holdsOnly(confirmation, [
      ["assertion", "NameID"],
      ["assertion", "SubjectConfirmationData"],
    ]);
  if (!isPlain) return refused("saml_subject_confirmation", "data");
  if (attributeOf(data, "NotBefore") !== undefined) return refused("saml_subject_confirmation", "NotBefore");
  if (attributeOf(data, "Recipient") !== recipient) return err(refusal("saml_recipient"));
  const end = parseInstant(attributeOf(data, "NotOnOrAfter"));
  if (end === undefined) return refused("saml_timestamp", "SubjectConfirmationData");
  if (isPast(end, now)) return err(refusal("saml_confirmation_expired"));
  const inResponseTo = attributeOf(data, "InResponseTo");
  if (inResponseTo !== requestId) return refused("saml_in_response_to", "SubjectConfirmationData");
  return ok(end);
}

function refused(reason: RefusalReason, rule: string): Result<never, Refusal> {
  return err(refusal(reason, { rule }));
}
