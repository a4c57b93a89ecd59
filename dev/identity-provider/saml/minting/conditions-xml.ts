/** PURE: when and for whom an assertion holds (SAML Core §2.5). */

import { secondsAfter, writeInstant } from "./instant.ts";
import type { AssertionSpec } from "./response-spec.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { element, isRaw, text } from "./xml.ts";

export function conditionsXml(words: Vocabulary, spec: AssertionSpec): string {
  const { conditions = {} } = spec;
  if (conditions === null) return "";
  if (isRaw(conditions)) return conditions.xml;
  // Real providers allow for a service provider whose clock is a little behind.
  const { notBefore = secondsAfter(spec.now, -30), notOnOrAfter = secondsAfter(spec.now, 300) } = conditions;
  const { audiences = [[spec.audience]], extraXml = "" } = conditions;
  return element(
    words.saml("Conditions"),
    { NotBefore: writeInstant(notBefore), NotOnOrAfter: writeInstant(notOnOrAfter) },
    ...audiences.map((restriction) => restrictionXml(words, restriction)),
    extraXml,
  );
}

function restrictionXml(words: Vocabulary, audiences: readonly string[]): string {
  const written = audiences.map((audience) => element(words.saml("Audience"), {}, text(audience)));
  return element(words.saml("AudienceRestriction"), {}, ...written);
}
