import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import {
  decodeMessage,
  decodeUtf8,
  MAX_FIELD_LENGTH,
  plainXml,
} from "../../../functions/identity/saml/xml-text.ts";

const base64 = (text: string | Uint8Array): string => Buffer.from(text as string).toString("base64");

const NOT_UTF8: readonly (readonly [string, readonly number[]])[] = [
  ["a byte that never stands in UTF-8", [0x3c, 0xff]],
  ["a continuation without a start", [0x80]],
  ["a sequence that breaks off", [0xc3]],
  ["an overlong null", [0xc0, 0x80]],
  ["an overlong slash", [0xe0, 0x80, 0xaf]],
  ["an encoded surrogate", [0xed, 0xa0, 0x80]],
  ["a code point beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
  ["a byte order mark", [0xef, 0xbb, 0xbf, 0x3c, 0x61, 0x2f, 0x3e]],
  ["UTF-16", [0xfe, 0xff, 0x00, 0x3c]],
];

describe("decodeMessage", () => {
  it("reads base64 of UTF-8", () => {
    expect(decodeMessage(base64("<a>Lucía 😀</a>"))).toStrictEqual(ok("<a>Lucía 😀</a>"));
  });

  it.each([
    ["line breaks", "PGE\r\n+PC\n9hPg==\r"],
    ["blanks and tabs", " PGE+\tPC9 hPg=="],
  ])("passes over %s in it", (_name, field) => {
    expect(decodeMessage(field)).toStrictEqual(ok("<a></a>"));
  });

  it.each([
    ["nothing", ""],
    ["blanks only", " \r\n\t"],
    ["a length that is no multiple of four", "PGE+PC9hPg="],
    ["three signs of padding", "P==="],
    ["padding alone", "===="],
    ["padding in the middle", "PG==PC9h"],
    ["base64url", "PGE-PC9hPg=="],
    ["percent-encoding", "PGE%2BPC9hPg==".padEnd(16, "A")],
    ["a form feed", "PGE+\fPC9hPg="],
    ["a letter outside ASCII", "PGE+PC9hPgé="],
    ["XML as it stands", "<a></a> "],
  ])("refuses %s", (_name, field) => {
    expect(decodeMessage(field)).toStrictEqual(err(refusal("saml_base64")));
  });

  it("takes a field of the greatest length and refuses one character more, blanks included", () => {
    const longest = base64("a".repeat((MAX_FIELD_LENGTH / 4) * 3));
    expect(longest).toHaveLength(MAX_FIELD_LENGTH);
    expect(decodeMessage(longest).ok).toBe(true);
    expect(decodeMessage(`${longest} `)).toStrictEqual(err(refusal("saml_too_large")));
  });

  it.each(NOT_UTF8)("refuses %s", (_name, bytes) => {
    expect(decodeMessage(base64(Buffer.from(bytes)))).toStrictEqual(err(refusal("saml_utf8")));
  });
});

describe("decodeUtf8", () => {
  it("keeps what only looks like a byte order mark", () => {
    expect(decodeUtf8(Buffer.from("a\ufeffb"))).toStrictEqual(ok("a\ufeffb"));
    expect(decodeUtf8(Buffer.from([0xc3, 0xaf]))).toStrictEqual(ok("ï"));
    expect(decodeUtf8(Buffer.from("\ufeca"))).toStrictEqual(ok("\ufeca"));
    expect(decodeUtf8(Buffer.from("\ufef0"))).toStrictEqual(ok("\ufef0"));
  });

  it.each(NOT_UTF8)("refuses %s", (_name, bytes) => {
    expect(decodeUtf8(Buffer.from(bytes))).toStrictEqual(err(refusal("saml_utf8")));
  });

  it("gives back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(!text.startsWith("\ufeff"));
        expect(decodeUtf8(Buffer.from(text))).toStrictEqual(ok(text));
      }),
    );
  });
});

describe("plainXml, of the XML declaration", () => {
  it.each([
    '<?xml version="1.0"?>',
    "<?xml version='1.0'?>",
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<?xml version='1.0' encoding="utf-8" ?>`,
    '<?xml\tversion = "1.0"\r\n encoding\n=\n"Utf-8"\tstandalone="yes"?>',
    "<?xml version='1.0' standalone = 'no'?>",
  ])("takes %j off", (declaration) => {
    expect(plainXml(`${declaration}\n<a/>`)).toStrictEqual(ok("\n<a/>"));
  });

  it.each([
    ["version 1.1", '<?xml version="1.1"?>'],
    ["no version", '<?xml encoding="UTF-8"?>'],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ["UTF-16", '<?xml version="1.0" encoding="UTF-16"?>'],
    ["UTF-7", '<?xml version="1.0" encoding="UTF-7"?>'],
    ["quotes that do not match", `<?xml version="1.0'?>`],
    ["another order", '<?xml version="1.0" standalone="no" encoding="UTF-8"?>'],
    ["one more pseudo-attribute", '<?xml version="1.0" x="y"?>'],
    ["capitals", '<?XML version="1.0"?>'],
    ["a blank before it", ' <?xml version="1.0"?>'],
    ["an element before it", '<a/><?xml version="1.0"?>'],
    ["another of it", '<?xml version="1.0"?><?xml version="1.0"?>'],
    ["no end", '<?xml version="1.0"'],
  ])("refuses it with %s", (_name, declaration) => {
    expect(plainXml(`${declaration}<a/>`)).toStrictEqual(err(refusal("saml_processing_instruction")));
  });
});

describe("plainXml, of markup", () => {
  it("leaves plain text as it is", () => {
    const xml = `<a b="c" d='>'>e\t\r\n<f/>]]&gt; é😀\u007f</a>\n`;
    expect(plainXml(xml)).toStrictEqual(ok(xml));
  });

  it("takes out the white space of end tags, which means nothing, and no other", () => {
    expect(plainXml("<a >< b> </a\t\r\n ></ b ></c></d >")).toStrictEqual(ok("<a >< b> </a></ b ></c></d>"));
  });

  it.each([
    ["a DOCTYPE", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ["an internal subset", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ["a DOCTYPE after the declaration", '<?xml version="1.0"?><!DOCTYPE a><a/>'],
    ["a comment", "<a>b<!-- -->c</a>"],
    ["CDATA", "<a><![CDATA[b]]></a>"],
    ["a comment in a value", '<a b="<!--"/>'],
    ["a declaration that breaks off", "<a/><!"],
  ])("refuses %s", (_name, xml) => {
    expect(plainXml(xml)).toStrictEqual(err(refusal("saml_markup_declaration")));
  });

  it.each([
    ["a stylesheet", '<?xml-stylesheet href="x"?><a/>'],
    ["a processing instruction within", "<a><?php ?></a>"],
    ["one in a value", '<a b="<?x?>"/>'],
    ["one that breaks off", "<a/><?"],
  ])("refuses %s", (_name, xml) => {
    expect(plainXml(xml)).toStrictEqual(err(refusal("saml_processing_instruction")));
  });
});

describe("plainXml, of characters", () => {
  it.each([
    ..."\u0000\u0001\u0008\u000b\u000c\u000e\u001f\ufffe\uffff",
    // Line ends to XML 1.1, and to xmldom.
    "\u0085",
    "\u2028",
    "\u2029",
    "\ud800",
    "\udfff",
    "\ud800x",
    "\udc00\ud800",
  ])("refuses %j", (character) => {
    expect(plainXml(`<a>${character}</a>`)).toStrictEqual(err(refusal("saml_character")));
  });

  it.each([..."\t\n\r \u007f\ufffd\ue000\u{10000}\u{1fffe}\u{10ffff}"])("takes %j", (character) => {
    expect(plainXml(`<a>${character}</a>`).ok).toBe(true);
  });
});

describe("plainXml, of references", () => {
  it("counts them where it is told how many there may be", () => {
    expect(plainXml(`<a>${"&lt;".repeat(3)}</a>`, 3).ok).toBe(true);
    expect(plainXml(`<a>${"&lt;".repeat(4)}</a>`, 3)).toStrictEqual(err(refusal("saml_entity")));
    expect(plainXml(`<a>${"&lt;".repeat(5_000)}</a>`).ok).toBe(true);
  });

  it.each([
    ..."&amp; &lt; &gt; &quot; &apos; &#9; &#10; &#13; &#xd; &#x20; &#0000065; &#xD7FF; &#xE000;".split(" "),
    ..."&#xFFFD; &#x010000; &#x10FFFF; &#1114111;".split(" "),
    "&amp;lt;&#38;",
  ])("takes %j", (reference) => {
    expect(plainXml(`<a>${reference}</a>`).ok).toBe(true);
    expect(plainXml(`<a b="${reference}"/>`).ok).toBe(true);
  });

  it.each([
    ..."&nbsp; &xxe; &AMP; & &amp &#; &#x; &#X41; &#65 &#-1; &#0; &#1; &#8; &#xB; &#x1F;".split(" "),
    ..."&#xD800; &#xDFFF; &#55296; &#xFFFE; &#xFFFF; &#65535; &#x110000; &#1114112;".split(" "),
    ..."&#00000065; &#x0000041; &#9999999; &#xFFFFFF; &; &&amp; &amp;&".split(" "),
  ])("refuses %j", (reference) => {
    expect(plainXml(`<a>${reference}</a>`)).toStrictEqual(err(refusal("saml_entity")));
    expect(plainXml(`<a b="${reference}"/>`)).toStrictEqual(err(refusal("saml_entity")));
  });
});

describe("plainXml", () => {
  it.each(["</", "</a ", "</a  x", "<?xml ", "&", "&#1", "]]", "> ", '<?xml version="1.0" ', "a"])(
    "answers the longest text of %j alone in next to no time",
    (piece) => {
      const start = performance.now();
      plainXml(piece.repeat(200_000 / piece.length));
      plainXml(`${piece}${piece.slice(-1).repeat(200_000)}`);
      expect(performance.now() - start).toBeLessThan(500);
    },
  );

  it("answers any text, and gives back no other than it was given", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("<", "<!", "<?", "&", "&#", ";", "&amp;", "?>", '<?xml version="1.0"?>'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const plain = plainXml(text);
        const bare = (xml: string) => xml.replaceAll(/\s/g, "");
        if (plain.ok) expect(bare(text).endsWith(bare(plain.value))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
