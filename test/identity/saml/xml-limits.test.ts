import { describe, expect, it } from "vitest";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import {
  excessOf,
  MESSAGE_LIMITS,
  measure,
  type XmlLimits,
} from "../../../functions/identity/saml/xml-limits.ts";

const excess = (limit: keyof XmlLimits) => refusal("saml_xml_limits", { limit });
const nested = (depth: number, inside = ""): string =>
  `${"<a>".repeat(depth)}${inside}${"</a>".repeat(depth)}`;
const attributes = (count: number, name = "b"): string =>
  Array.from({ length: count }, (_, index) => ` ${name}${index}="c"`).join("");

describe("excessOf, of elements", () => {
  it("permits 600 and not one more", () => {
    expect(excessOf(`<a>${"<b/>".repeat(599)}</a>`)).toBeUndefined();
    expect(excessOf(`<a>${"<b/>".repeat(600)}</a>`)).toStrictEqual(excess("elements"));
  });

  it("counts start tags, not end tags", () => {
    expect(excessOf(`<a>${"<b></b>".repeat(599)}</a>`)).toBeUndefined();
    expect(excessOf(`<a>${"<b></b>".repeat(600)}</a>`)).toStrictEqual(excess("elements"));
  });
});

describe("excessOf, of depth", () => {
  it("permits 40 and not one more", () => {
    expect(excessOf(nested(40))).toBeUndefined();
    expect(excessOf(nested(41))).toStrictEqual(excess("depth"));
  });

  it("counts an empty element as one level for itself alone", () => {
    expect(excessOf(nested(39, "<b/><b/><b c='/'/><b/>"))).toBeUndefined();
    expect(excessOf(nested(40, "<b/>"))).toStrictEqual(excess("depth"));
  });

  it("comes up again at each end tag", () => {
    expect(excessOf(nested(1, nested(39).repeat(5)))).toBeUndefined();
  });

  it("takes a slash within a value for no end", () => {
    expect(excessOf(`<a b="/">`.repeat(41))).toStrictEqual(excess("depth"));
  });
});

describe("excessOf, of attributes", () => {
  it("permits 32 on one element and not one more", () => {
    expect(excessOf(`<a${attributes(32)}/>`)).toBeUndefined();
    expect(excessOf(`<a${attributes(33)}/>`)).toStrictEqual(excess("attributes"));
  });

  it("counts namespace declarations among them", () => {
    expect(excessOf(`<a${attributes(31)} xmlns="d" xmlns:e='f'/>`)).toStrictEqual(excess("attributes"));
  });

  it("permits 1,800 in all and not one more", () => {
    const thirty = `<b ${Array.from({ length: 30 }, (_, index) => `a${index}=""`).join(" ")}/>`;
    expect(excessOf(`<a>${thirty.repeat(60)}</a>`)).toBeUndefined();
    expect(excessOf(`<a c="">${thirty.repeat(60)}</a>`)).toStrictEqual(excess("attributes"));
  });

  it("is not misled by quotes and brackets within values", () => {
    const one = ` b="'>'" c='">"'`;
    expect(excessOf(`<a${one.repeat(16)}/>`)).toBeUndefined();
    expect(excessOf(`<a${one.repeat(16)} d=""/>`)).toStrictEqual(excess("attributes"));
  });
});

describe("excessOf, of prefixes", () => {
  const declared = (count: number, prefix = "p") =>
    Array.from({ length: count }, (_, index) => `<a xmlns:${prefix}${index}="urn:x"/>`).join("");

  it("permits 32 and not one more", () => {
    expect(excessOf(declared(32))).toBeUndefined();
    expect(excessOf(declared(33))).toStrictEqual(excess("prefixes"));
  });

  it("counts a prefix once, wherever and however often it is declared", () => {
    expect(excessOf('<a xmlns:p="urn:x"/><a xmlns:p = "urn:y"/>'.repeat(40))).toBeUndefined();
  });

  it("tells long prefixes apart that begin alike", () => {
    expect(excessOf(declared(32, "p".repeat(64)))).toBeUndefined();
    expect(excessOf(declared(33, "p".repeat(64)))).toStrictEqual(excess("prefixes"));
  });
});

describe("excessOf", () => {
  it("goes by other limits where it is given them", () => {
    const limits: XmlLimits = { elements: 3, depth: 2, attributes: 4, prefixes: 1 };
    expect(excessOf("<a b='' c=''><d e='' xmlns:f=''/><g/></a>", limits)).toBeUndefined();
    expect(excessOf("<a><b/><c/><d/></a>", limits)).toStrictEqual(excess("elements"));
    expect(excessOf("<a><b><c/></b></a>", limits)).toStrictEqual(excess("depth"));
    expect(excessOf("<a b='' c=''><d e='' f='' g=''/></a>", limits)).toStrictEqual(excess("attributes"));
    expect(excessOf("<a xmlns:b='' xmlns:c=''/>", limits)).toStrictEqual(excess("prefixes"));
  });

  it.each(["", "a", "<", "<<<", "<a", '<a b="', "<a b='>", "<a/", ">", "<>", "<a>"])(
    "leaves %j to the parser",
    (text) => {
      expect(excessOf(text)).toBeUndefined();
    },
  );

  it.each(["</", "</a>", "<a></a></a>", "<a/></a>", `${"</a>".repeat(50)}${"<a>".repeat(50)}`])(
    "refuses %j, whose ends would make room for more beginnings",
    (text) => {
      expect(excessOf(text)).toStrictEqual(refusal("saml_xml_malformed"));
    },
  );

  it.each(["<", "<a ", "<a b='", "</a>", "<a>", "<a/>", 'xmlns:a="', "'"])(
    "answers the longest text of %j alone in next to no time",
    (piece) => {
      const start = performance.now();
      excessOf(piece.repeat(200_000 / piece.length));
      expect(performance.now() - start).toBeLessThan(500);
    },
  );

  it("is for what a stranger may send", () => {
    expect(MESSAGE_LIMITS).toStrictEqual({
      elements: 600,
      depth: 40,
      attributes: 1_800,
      prefixes: 32,
      names: 64,
      references: 4_000,
    });
  });
});

describe("excessOf, of names", () => {
  const named = (count: number) =>
    `<a>${Array.from({ length: count - 1 }, (_, index) => `<b${index}/>`).join("")}</a>`;

  it("permits 64 and not one more, and counts one however often it stands", () => {
    expect(excessOf(named(64))).toBeUndefined();
    expect(excessOf(named(65))).toStrictEqual(excess("names"));
    expect(excessOf(`<a>${"<b/><b c=''></b>".repeat(200)}</a>`)).toBeUndefined();
  });
});

describe("measure", () => {
  const count = (xml: string) => measure(xml, MESSAGE_LIMITS);

  it.each([
    ["<a/>", 0],
    ['<a b="c"/>', 1],
    [`<a b="c" d='e' xmlns="f" xmlns:g='h'/>`, 4],
    [`<a b="'c'" d='"'>'text "</a>`, 2],
    ["<a b=\"x\"><c d='' e=''/><f/></a>", 3],
    ['<a b = "c"\n/>', 1],
  ])("counts the attributes of %j", (xml, attributes) => {
    expect(count(xml)).toStrictEqual(ok(attributes));
  });

  it.each(["<a/ >", "<a / >", '<a/b="c">', '<a b="c"/ >', "<a//>", "<a/b/>", "<a / />"])(
    "refuses %s, a slash where none may be",
    (xml) => {
      expect(count(xml)).toStrictEqual(err(refusal("saml_xml_malformed")));
    },
  );

  it.each(["<a b=\"/\" c='//'/>", "<a></a>", "<a>/</a>", "<a />"])("permits the slashes of %s", (xml) => {
    expect(count(xml).ok).toBe(true);
  });

  it("goes by the limits it is given", () => {
    const limits: XmlLimits = { elements: 1, depth: 1, attributes: 1, prefixes: 1 };
    expect(measure('<a b=""/>', limits)).toStrictEqual(ok(1));
    expect(measure("<a><b/></a>", limits)).toStrictEqual(err(excess("elements")));
  });
});
