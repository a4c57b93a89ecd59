/** Names and declarations that Namespaces in XML 1.0 forbids (§3, §5) and the strict parser passes over in silence. */
import type { Attr, Element } from "xmldom-strict";

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** Names beyond the first plane go with them: the decrypter's parser refuses those aloud, in the log. */
export function hasForbiddenName({ tagName, attributes }: Element): boolean {
  if (ASTRAL.test(tagName)) return true;
  for (let index = 0; index < attributes.length; index += 1) {
    const attribute = attributes.item(index);
    if (attribute !== null && isForbidden(attribute)) return true;
  }
  return false;
}

const ASTRAL = /[\ud800-\udfff]/;

function isForbidden({ name, value }: Attr): boolean {
  if (ASTRAL.test(name)) return true;
  if (name === "xmlns") return value === XML || value === XMLNS;
  if (!name.startsWith("xmlns:")) return false;
  if (name === "xmlns:xmlns" || value === "" || value === XMLNS) return true;
  return (name === "xmlns:xml") !== (value === XML);
}
