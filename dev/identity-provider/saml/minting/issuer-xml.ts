/** PURE: the Issuer of a message or an Assertion (SAML Core §2.2.5). */

import type { Vocabulary } from "./vocabulary.ts";
import { element, type RawXml, text, type XmlAttributes } from "./xml.ts";

export function issuerXml(
  words: Vocabulary,
  issuer: string | RawXml | null,
  declarations: XmlAttributes = {},
): string {
  if (issuer === null) return "";
  return typeof issuer === "string" ? element(words.saml("Issuer"), declarations, text(issuer)) : issuer.xml;
}
