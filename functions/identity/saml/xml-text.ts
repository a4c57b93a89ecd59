/**
 * What XML may look like before any parser sees it: one plain document and nothing that two parsers read differently.
 * No DOCTYPE, comment, CDATA or processing instruction, no entity but the five of XML, no character XML forbids.
 * Source: OWASP XML and SAML cheat sheets; the attacks are in test/conformance/README.md.
 */
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";

/** Of a form field or query parameter, in characters; the XML in it is at most three quarters of it. */
export const MAX_FIELD_LENGTH = 262_144;

const XML_DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[Uu][Tt][Ff]-8\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>/;
const ENTITY = /&(?:amp|lt|gt|quot|apos|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/y;
/** Those of XML 1.0, and three that XML 1.1 takes for line ends and so do some parsers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const FORBIDDEN_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\u2028\u2029\ufffe\uffff]/;

const MAX_TRAILING_SPACE = 256;

/** base64 of UTF-8 → the text, which is then the only thing anybody reads. */
export function decodeMessage(field: string): Result<string, Refusal> {
  if (field.length > MAX_FIELD_LENGTH) return err(refusal("saml_too_large"));
  const base64 = field.replace(/[\r\n\t ]+/g, "");
  if (base64 === "" || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    return err(refusal("saml_base64"));
  }
  return decodeUtf8(Buffer.from(base64, "base64"));
}

/** A byte order mark would be dropped in silence by one reader and kept by the next. */
export function decodeUtf8(bytes: Uint8Array): Result<string, Refusal> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return err(refusal("saml_utf8"));
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return err(refusal("saml_utf8"));
  }
}

/** The document without its XML declaration, or why it is none of ours. */
export function plainXml(text: string, maxReferences = Number.POSITIVE_INFINITY): Result<string, Refusal> {
  // White space before the `>` of an end tag means nothing, and xmldom 0.8 misreads it.
  const xml = text.replace(XML_DECLARATION, "").replace(/(<\/[^\s<>]+)[ \t\r\n]+>/g, "$1>");
  if (xml.includes("<!")) return err(refusal("saml_markup_declaration"));
  if (xml.includes("<?")) return err(refusal("saml_processing_instruction"));
  if (FORBIDDEN_CHARACTER.test(xml) || !xml.isWellFormed()) return err(refusal("saml_character"));
  if (!hasOnlyKnownReferences(xml, maxReferences)) return err(refusal("saml_entity"));
  // Not allowed in text, and nobody writes it elsewhere; and nothing but white space may follow the last tag.
  if (xml.includes("]]>") || !/>[ \t\r\n]*$/.test(xml.slice(-MAX_TRAILING_SPACE))) {
    return err(refusal("saml_xml_malformed"));
  }
  return ok(xml);
}

function hasOnlyKnownReferences(xml: string, most: number): boolean {
  let count = 0;
  for (let at = xml.indexOf("&"); at >= 0; at = xml.indexOf("&", at + 1)) {
    count += 1;
    if (count > most) return false;
    ENTITY.lastIndex = at;
    const match = ENTITY.exec(xml);
    if (match === null) return false;
    const [, decimal, hexadecimal] = match;
    if (decimal !== undefined && !isCharacter(Number.parseInt(decimal, 10))) return false;
    if (hexadecimal !== undefined && !isCharacter(Number.parseInt(hexadecimal, 16))) return false;
  }
  return true;
}

/** XML 1.0 §2.2, production Char. */
function isCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
  return codePoint !== 0xfffe && codePoint !== 0xffff && codePoint <= 0x10ffff;
}
