/** PURE: whom an assertion is about and who may present it where (SAML Core §2.4). */

import { secondsAfter, writeInstant } from "./instant.ts";
import type { AssertionSpec, NameIdSpec, SubjectConfirmationSpec } from "./response-spec.ts";
import { CONFIRMATION_METHOD, NAME_ID_FORMAT } from "./saml-names.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { element, isRaw, type RawXml, text } from "./xml.ts";

/** Of an assertion whose spec names nobody. */
const DEFAULT_NAME_ID = "5d8f0c3e-2a71-4b96-9e04-c7d1a8b35f62";

export function subjectXml(words: Vocabulary, spec: AssertionSpec): string {
  if (spec.subject !== undefined) return spec.subject?.xml ?? "";
  const { nameId = { value: DEFAULT_NAME_ID }, subjectConfirmations = [{}] } = spec;
  return element(
    words.saml("Subject"),
    {},
    nameIdXml(words, nameId),
    ...subjectConfirmations.map((confirmation) => confirmationXml(words, confirmation, spec)),
  );
}

/** Also the NameID of a LogoutRequest. */
export function nameIdXml(words: Vocabulary, nameId: NameIdSpec | RawXml | null): string {
  if (nameId === null) return "";
  if (isRaw(nameId)) return nameId.xml;
  const { format = NAME_ID_FORMAT.persistent } = nameId;
  return element(words.saml("NameID"), { Format: format }, text(nameId.value));
}

function confirmationXml(
  words: Vocabulary,
  confirmation: SubjectConfirmationSpec | RawXml,
  spec: AssertionSpec,
): string {
  if (isRaw(confirmation)) return confirmation.xml;
  const { method = CONFIRMATION_METHOD.bearer, recipient = spec.assertionConsumerServiceUrl } = confirmation;
  const { notOnOrAfter = secondsAfter(spec.now, 300), notBefore = null } = confirmation;
  const { inResponseTo = spec.inResponseTo ?? null, hasData = true } = confirmation;
  const attributes = {
    NotBefore: writeInstant(notBefore),
    NotOnOrAfter: writeInstant(notOnOrAfter),
    Recipient: recipient,
    InResponseTo: inResponseTo,
  };
  const content = hasData ? element(words.saml("SubjectConfirmationData"), attributes) : "";
  return element(words.saml("SubjectConfirmation"), { Method: method }, content);
}
