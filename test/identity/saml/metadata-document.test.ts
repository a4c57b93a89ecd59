import { describe, expect, it } from "vitest";
import { MAX_METADATA_BYTES, openMetadata } from "../../../functions/identity/saml/metadata-document.ts";

const ROOT = '<m xmlns="urn:oasis:names:tc:SAML:2.0:metadata" a="b">text</m>';

function faultOf(xml: string): string {
  const document = openMetadata(xml);
  return document.ok ? "none" : document.error;
}

const TOO_LARGE =
  "is larger than is read here; ask the publisher for the metadata of this one identity provider instead of all";

describe("openMetadata", () => {
  it.each([
    ["nothing around it", ROOT],
    ["a declaration", `<?xml version="1.0" encoding="utf-8"?>\r\n${ROOT}\n`],
    ["a byte order mark", `\ufeff<?xml version="1.0"?>${ROOT}`],
    [
      "comments",
      `<?xml version="1.0"?><!-- a > b --><!---->${ROOT.replace("text", "te<!-- <x/> -->xt")}<!-- c -->`,
    ],
  ])("opens a document with %s", (_name, xml) => {
    const document = openMetadata(xml);
    if (!document.ok) throw new Error(document.error);
    expect(document.value.root.localName).toBe("m");
    expect(document.value.root.firstChild?.nodeValue).toBe("text");
    expect(document.value.xml).not.toContain("<!");
    expect(document.value.xml.startsWith("\ufeff")).toBe(false);
  });

  it.each([
    ["a DOCTYPE", `<!DOCTYPE m>${ROOT}`],
    [
      "entities in entities",
      `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${ROOT.replace("text", "&b;")}`,
    ],
    [
      "an external entity",
      `<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>${ROOT.replace("text", "&x;")}`,
    ],
    ["a CDATA section", ROOT.replace("text", "<![CDATA[<!-- -->]]>")],
    ["a broken comment", `<!-- a -- b -->${ROOT}`],
    ["a comment without end", `${ROOT}<!-- `],
  ])("refuses %s", (_name, xml) => {
    expect(faultOf(xml)).toMatch(/^holds a DOCTYPE, a CDATA section or a broken comment/);
  });

  it.each([
    ["a style sheet", `<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?>${ROOT}`],
    ["another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>${ROOT}`],
    ["another XML", `<?xml version="1.1"?>${ROOT}`],
    ["white space before the declaration", ` <?xml version="1.0"?>${ROOT}`],
  ])("refuses %s", (_name, xml) => {
    expect(faultOf(xml)).toMatch(/^holds a processing instruction, .* save the file as UTF-8$/);
  });

  it.each([
    [
      "an unknown entity",
      ROOT.replace("text", "&nbsp;"),
      "uses an entity other than the five of XML; ask for it without",
    ],
    [
      "a control character",
      ROOT.replace("text", "\u0000"),
      "holds characters that XML forbids: it is damaged or not UTF-8; fetch it again",
    ],
    [
      "UTF-16",
      Buffer.from(ROOT, "utf16le").toString("latin1"),
      "holds characters that XML forbids: it is damaged or not UTF-8; fetch it again",
    ],
  ])("refuses %s", (_name, xml, fault) => {
    expect(faultOf(xml)).toBe(fault);
  });

  it.each([
    ["nothing", ""],
    ["a page for people", "<html><br><p>Sign in</html>"],
    ["half a document", ROOT.slice(0, -5)],
    ["two documents", ROOT + ROOT],
    ["an unbound prefix", `<md:m>${ROOT}</md:m>`],
  ])("refuses %s", (_name, xml) => {
    expect(faultOf(xml)).toMatch(/^is not well-formed XML: /);
  });

  it.each([
    ["elements", `<m>${"<e/>".repeat(100_000)}</m>`],
    ["depth", "<m>".repeat(41) + "</m>".repeat(41)],
    ["attributes of one element", `<m ${Array.from({ length: 33 }, (_, at) => `a${at}=""`).join(" ")}/>`],
    [
      "attributes",
      `<m>${`<e ${Array.from({ length: 20 }, (_, at) => `a${at}=""`).join(" ")}/>`.repeat(20_001)}</m>`,
    ],
    [
      "prefixes",
      `<m>${Array.from({ length: 65 }, (_, at) => `<p${at}:e xmlns:p${at}="urn:p"/>`).join("")}</m>`,
    ],
    ["characters", `<m>${" ".repeat(MAX_METADATA_BYTES)}</m>`],
  ])("refuses too many %s", (_name, xml) => {
    expect(faultOf(xml)).toBe(TOO_LARGE);
  });

  it("opens a federation", () => {
    const entity = '<e a="1"><f b="2"><g/></f></e>';
    expect(faultOf(`<m>${entity.repeat(30_000)}</m>`)).toBe("none");
  });
});
