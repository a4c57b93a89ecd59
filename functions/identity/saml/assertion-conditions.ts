/** When and for whom the assertion holds (SAML Core §2.5): both bounds, and every audience restriction names us. */
import type { Element } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { isFuture, isPast, parseInstant } from "./instant.ts";
import { attributeOf, childElements, childrenNamed, holdsOnly, onlyChild, textOf } from "./strict-xml.ts";

/** → until when, in milliseconds since the epoch. */
export function readConditions(assertion: Element, audience: string, now: number): Result<number, Refusal> {
  const conditions = onlyChild(assertion, "assertion", "Conditions");
  if (conditions === undefined) return err(refusal("saml_conditions", { rule: "count" }));
  // A condition that is not understood makes the assertion's validity indeterminate (§2.5.1.1).
  const isUnderstood = holdsOnly(conditions, [
    ["assertion", "AudienceRestriction"],
    ["assertion", "OneTimeUse"],
    ["assertion", "ProxyRestriction"],
  ]);
  if (!isUnderstood) return err(refusal("saml_conditions", { rule: "unknown" }));

  const begin = parseInstant(attributeOf(conditions, "NotBefore"));
  const end = parseInstant(attributeOf(conditions, "NotOnOrAfter"));
  if (begin === undefined || end === undefined) return err(refusal("saml_timestamp", { rule: "Conditions" }));
  if (begin >= end) return err(refusal("saml_conditions", { rule: "reversed" }));
  if (isFuture(begin, now)) return err(refusal("saml_not_yet_valid"));
  if (isPast(end, now)) return err(refusal("saml_expired"));

  const restrictions = childrenNamed(conditions, "assertion", "AudienceRestriction");
  const isForUs =
    restrictions.length > 0 && restrictions.every((restriction) => names(restriction, audience));
  return isForUs ? ok(end) : err(refusal("saml_audience", { restrictions: restrictions.length }));
}

function names(restriction: Element, audience: string): boolean {
  return (
    holdsOnly(restriction, [["assertion", "Audience"]]) &&
    childElements(restriction).some((element) => textOf(element) === audience)
  );
}
