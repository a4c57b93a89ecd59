import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../functions/core/refusal.ts";
import {
  attributeOf,
  childElements,
  childrenNamed,
  elementsOf,
  holdsOnly,
  isElement,
  isNamed,
  NAMESPACES,
  onlyChild,
  parseXml,
  textOf,
} from "../../../functions/identity/saml/strict-xml.ts";
import type { XmlLimits } from "../../../functions/identity/saml/xml-limits.ts";
import { elementFrom } from "./response-builders.ts";

const SAML = NAMESPACES.assertion;
const namesOf = (elements: Iterable<{ readonly tagName: string }>) =>
  [...elements].map(({ tagName }) => tagName);

/** A tree itself is more than a failing test can print. */
function faultIn(xml: string, limits?: XmlLimits) {
  const parsed = parseXml(xml, limits);
  return parsed.ok ? undefined : parsed.error;
}

describe("parseXml", () => {
  it("gives the document element", () => {
    const root = elementFrom('<?xml version="1.0" encoding="UTF-8"?>\n<a:b xmlns:a="urn:x"/>\n');
    expect([root.tagName, root.localName, root.namespaceURI]).toStrictEqual(["a:b", "b", "urn:x"]);
  });

  it.each([
    ["<!DOCTYPE a><a/>", "saml_markup_declaration"],
    ["<a><?b?></a>", "saml_processing_instruction"],
    ["<a>\u0000</a>", "saml_character"],
    ["<a>&nbsp;</a>", "saml_entity"],
  ] as const)("refuses %j before it is parsed", (xml, reason) => {
    expect(faultIn(xml)).toStrictEqual(refusal(reason));
  });

  it("refuses what is more than may be, and more where it is told so", () => {
    const deep = "<a>".repeat(41) + "</a>".repeat(41);
    expect(faultIn(deep)).toStrictEqual(refusal("saml_xml_limits", { limit: "depth" }));
    expect(faultIn(deep, { elements: 50, depth: 50, attributes: 1, prefixes: 1 })).toBeUndefined();
    expect(faultIn("<a/>", { elements: 0, depth: 9, attributes: 9, prefixes: 9 })).toStrictEqual(
      refusal("saml_xml_limits", { limit: "elements" }),
    );
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \n"],
    ["text", "a"],
    ["text before the element", "a<b/>"],
    ["text after it", "<b/>a"],
    ["two elements", "<a/><b/>"],
    ["two end tags more", "<a/></a></a>"],
    ["another end tag", "<a/></b>"],
    ["an end tag less", "<a><b></a>"],
    ["tags that cross", "<a><b></a></b>"],
    ["no end", "<a>"],
    ["a start tag that breaks off", "<a"],
    ["another case at the end", "<a></A>"],
    ["an attribute twice", '<a b="c" b="d"/>'],
    ["an attribute without a value", "<a b/>"],
    ["an attribute without quotes", "<a b=c/>"],
    ["attributes without a blank between them", `<a b="c"d="e"/>`],
    ["a bracket in a value", '<a b="<"/>'],
    ["an attribute in an end tag", '<a></a b="c">'],
    ["a blank after the bracket", "< a/>"],
    ["a name that begins with a digit", "<1/>"],
    ["a name that ends in a colon", "<a: />"],
    ["a name of two colons", '<a:b:c xmlns:a="urn:x"/>'],
    ["an element with a prefix that is not declared", "<a:b/>"],
    ["an attribute with a prefix that is not declared", '<a b:c="d"/>'],
    ["a prefix that is declared to be nothing", '<a:b xmlns:a=""/>'],
    ["xml declared to be another namespace", '<a xmlns:xml="urn:x" xml:lang="en"/>'],
    ["the namespace of declarations", '<a xmlns="http://www.w3.org/2000/xmlns/"/>'],
    ["the character of failed decoding", "<a>\ufffd</a>"],
  ])("refuses %s", (_name, xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_xml_malformed"));
  });

  // XML 1.0 §2.1 and §2.4, Namespaces in XML §3: what xmldom 0.9.12 takes in silence.
  it.each([
    ["a prefix that nobody uses and that is declared to be nothing", '<a xmlns:b=""/>'],
    ["xml declared to be another namespace, and not used", '<a xmlns:xml="urn:x"/>'],
    ["xmlns declared", '<a xmlns:xmlns="urn:x"/>'],
    ["the namespace of xml as the default", '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ["a namespace that breaks the rules, within", '<a><b/><c xmlns:d=""/></a>'],
    ["the end of CDATA in text", "<a>]]></a>"],
    ["a no-break space after the element", "<a/>\u00a0"],
    ["its end tag once more", "<a></a></a>"],
  ])("refuses %s", (_name, xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_xml_malformed"));
  });

  // Namespaces in XML §6.3. Of the two xmldom 0.9.12 keeps the last, and 0.8 keeps both.
  it.each([
    '<a xmlns:b="urn:x" xmlns:c="urn:x" b:d="1" c:d="2"/>',
    '<a xmlns:b="urn:x"><e xmlns:c="urn:x" b:d="1" c:d="1"/></a>',
  ])("refuses %s, with two attributes of one expanded name", (xml) => {
    expect(faultIn(xml)).toStrictEqual(refusal("saml_xml_malformed"));
  });

  it("says nothing of what it read", () => {
    const refused = parseXml("<secret>lucia@northwind.example</other>");
    expect(JSON.stringify(refused)).not.toMatch(/secret|lucia/);
  });

  it("reads the next document after one that was refused", () => {
    expect(parseXml("<a>").ok).toBe(false);
    expect(elementFrom("<b/>").tagName).toBe("b");
  });

  it("reads line ends and blanks in values as XML has it", () => {
    const root = elementFrom('<a b="1\r\n2\t3\n4&#xD;&#xA;&#x9;5">6\r\n7\r8&#xD;9</a>');
    expect(attributeOf(root, "b")).toBe("1 2 3 4\r\n\t5");
    expect(textOf(root)).toBe("6\n7\n8\r9");
  });

  it("reads every reference", () => {
    const root = elementFrom("<a>&amp;lt;&lt;&gt;&quot;&apos;&#65;&#x1F600;</a>");
    expect(textOf(root)).toBe("&lt;<>\"'A😀");
  });

  it("throws at no text", () => {
    const piece = fc.constantFrom(
      ..."< > / = \" ' a b: :c xmlns xmlns:a xml &amp; &#x41; ]]> 1 é 😀".split(" "),
      ..." \n\t",
      "<a>",
      "</a>",
      "<a/>",
      ' b="c"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 30 }), (pieces) => {
        const parsed = parseXml(pieces.join(""));
        if (!parsed.ok) expect(parsed.error.reason).toMatch(/^saml_/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("isElement", () => {
  it("tells elements from text and from nothing", () => {
    const root = elementFrom("<a>b</a>");
    expect([isElement(root), isElement(root.firstChild), isElement(null)]).toStrictEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("isNamed", () => {
  it.each([
    [`<x:Issuer xmlns:x="${SAML}"/>`, true],
    [`<Issuer xmlns="${SAML}"/>`, true],
    [`<saml:Issuer xmlns:saml="urn:x"/>`, false],
    ["<Issuer/>", false],
    [`<issuer xmlns="${SAML}"/>`, false],
    [`<Issuer xmlns="${SAML} "/>`, false],
  ])("goes by namespace and local name: %s", (xml, expected) => {
    expect(isNamed(elementFrom(xml), "assertion", "Issuer")).toBe(expected);
  });
});

describe("childElements, childrenNamed and onlyChild", () => {
  const root = elementFrom(
    `<a xmlns="${SAML}"> <Issuer/>x<b/><Issuer><Audience/></Issuer> <Audience/><c:Subject xmlns:c="urn:x"/></a>`,
  );

  it("find children, in their order", () => {
    expect(namesOf(childElements(root))).toStrictEqual(["Issuer", "b", "Issuer", "Audience", "c:Subject"]);
    expect(childElements(elementFrom("<a>b</a>"))).toStrictEqual([]);
    expect(childrenNamed(root, "assertion", "Issuer")).toHaveLength(2);
    expect(childrenNamed(root, "assertion", "Subject")).toStrictEqual([]);
  });

  it("find the only child, and nothing where there are two or none", () => {
    expect(onlyChild(root, "assertion", "Audience")?.tagName).toBe("Audience");
    expect(onlyChild(root, "assertion", "Issuer")).toBeUndefined();
    expect(onlyChild(root, "assertion", "Subject")).toBeUndefined();
  });
});

describe("holdsOnly", () => {
  const allowed = [
    ["assertion", "Issuer"],
    ["protocol", "Status"],
  ] as const;
  const holds = (content: string) =>
    holdsOnly(elementFrom(`<a xmlns="${SAML}" xmlns:p="${NAMESPACES.protocol}">${content}</a>`), allowed);

  it.each(["", " \r\n\t", "<Issuer/>", "<Issuer>x</Issuer> <p:Status><b/></p:Status>\n<Issuer/>"])(
    "permits %j",
    (content) => {
      expect(holds(content)).toBe(true);
    },
  );

  it.each([
    "x",
    "<Issuer/>x<Issuer/>",
    "&#xA0;",
    "<b/>",
    "<Status/>",
    "<p:Issuer/>",
    "<Issuer/><b/>",
    '<Issuer xmlns=""/>',
  ])("does not permit %j", (content) => {
    // A no-break space is a blank to JavaScript and none to XML; it stands in no value that is read.
    expect(holds(content)).toBe(content === "&#xA0;");
  });

  it("permits blanks alone where nothing is allowed", () => {
    expect(holdsOnly(elementFrom("<a> </a>"), [])).toBe(true);
    expect(holdsOnly(elementFrom("<a><b/></a>"), [])).toBe(false);
  });
});

describe("textOf", () => {
  it.each([
    ["<a/>", ""],
    ["<a></a>", ""],
    ["<a> b </a>", " b "],
    ["<a>b&amp;c&#x26;d</a>", "b&c&d"],
    ["<a><b/></a>", undefined],
    ["<a>b<c/></a>", undefined],
    ["<a>b<c/>d</a>", undefined],
    ["<a><b>c</b></a>", undefined],
  ])("reads %s as %j", (xml, text) => {
    expect(textOf(elementFrom(xml))).toBe(text);
  });
});

describe("attributeOf", () => {
  const root = elementFrom('<a xmlns:x="urn:x" x:ID="1" Version="" id="2" xml:lang="en"/>');

  it.each([
    ["Version", ""],
    ["id", "2"],
    ["ID", undefined],
    ["lang", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("reads %j as %j", (name, value) => {
    expect(attributeOf(root, name)).toBe(value);
  });
});

describe("elementsOf", () => {
  const root = elementFrom("<a>1<b><c/>2<d><e/></d></b><f/>3<g>4</g></a>");

  it("gives every element in document order", () => {
    expect(namesOf(elementsOf(root))).toStrictEqual(["a", "b", "c", "d", "e", "f", "g"]);
    expect(namesOf(elementsOf(elementFrom("<a>text</a>")))).toStrictEqual(["a"]);
  });

  it("does not leave the element that it was given", () => {
    const [b, , g] = childElements(root);
    expect(b && namesOf(elementsOf(b))).toStrictEqual(["b", "c", "d", "e"]);
    expect(g && namesOf(elementsOf(g))).toStrictEqual(["g"]);
  });
});
