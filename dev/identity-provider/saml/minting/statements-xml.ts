/** PURE: what an assertion states, how the person signed in and what is known of them (SAML Core §2.7). */

import { writeInstant } from "./instant.ts";
import type { AssertionSpec, AttributeSpec, AuthnStatementSpec } from "./response-spec.ts";
import { ATTRIBUTE_NAME_FORMAT, AUTHN_CONTEXT } from "./saml-names.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { element, isRaw, type RawXml, text } from "./xml.ts";

export function authnStatementXml(
  words: Vocabulary,
  statement: AuthnStatementSpec | RawXml,
  { now, assertionId }: Pick<AssertionSpec, "now"> & { readonly assertionId: string | null },
): string {
  if (isRaw(statement)) return statement.xml;
  const { authnInstant = now, sessionNotOnOrAfter = null, sessionIndex = assertionId } = statement;
  const { classRef = AUTHN_CONTEXT.password } = statement;
  const attributes = {
    AuthnInstant: writeInstant(authnInstant),
    SessionNotOnOrAfter: writeInstant(sessionNotOnOrAfter),
    SessionIndex: sessionIndex,
  };
  const context = classRef === null ? "" : element(words.saml("AuthnContextClassRef"), {}, text(classRef));
  return element(words.saml("AuthnStatement"), attributes, element(words.saml("AuthnContext"), {}, context));
}

export function attributeStatementXml(
  words: Vocabulary,
  attributes: readonly (AttributeSpec | RawXml)[],
): string {
  if (attributes.length === 0) return "";
  const written = attributes.map((attribute) =>
    isRaw(attribute) ? attribute.xml : attributeXml(words, attribute),
  );
  return element(words.saml("AttributeStatement"), {}, ...written);
}

function attributeXml(words: Vocabulary, attribute: AttributeSpec): string {
  const { name, values, nameFormat = ATTRIBUTE_NAME_FORMAT.basic, valueType = "xs:string" } = attribute;
  const written = values.map((value) =>
    typeof value === "string"
      ? element(words.saml("AttributeValue"), { "xsi:type": valueType }, text(value))
      : value.xml,
  );
  return element(words.saml("Attribute"), { Name: name, NameFormat: nameFormat }, ...written);
}
