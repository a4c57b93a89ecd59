/**
 * Comments taken out of a document before anything else looks at it. Published metadata has them, and canonicalisation
 * leaves them out of every signature; a parser that kept them could cut a value short where one stands inside.
 */

/**
 * The text without its comments. Where `<!` begins anything else, a broken comment among them, it stays for plainXml
 * to refuse; so does one inside a tag or a quoted value, where none may be.
 */
export function withoutComments(xml: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at)) {
    if (!xml.startsWith("<!", at)) {
      at = endOfTag(xml, at);
      continue;
    }
    const end = endOfComment(xml, at);
    if (end < 0) break;
    kept.push(xml.slice(from, at));
    from = end;
    at = end;
  }
  return kept.length === 0 ? xml : [...kept, xml.slice(from)].join("");
}

/** Past its `-->`; -1 for what is no comment. XML 1.0 §2.5: `--` stands only at the end. */
function endOfComment(xml: string, start: number): number {
  if (!xml.startsWith("<!--", start)) return -1;
  const dashes = xml.indexOf("--", start + 4);
  return dashes >= 0 && xml.charAt(dashes + 2) === ">" ? dashes + 3 : -1;
}

/** Past the `>` that ends the tag; one inside quotes does not. */
function endOfTag(xml: string, start: number): number {
  let quote = "";
  for (let at = start + 1; at < xml.length; at += 1) {
    const character = xml.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at + 1;
  }
  return xml.length;
}
