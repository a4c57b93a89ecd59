import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../../dev/build/bundle.ts";
import { withoutHtmlEntities } from "../../../dev/build/without-html-entities.ts";

interface Library {
  readonly DOMParser: new () => {
    parseFromString(
      text: string,
      type: string,
    ): { readonly documentElement: { readonly textContent: string } };
  };
}

const fromHere = createRequire(import.meta.url);
const fromLibrary = createRequire(fromHere.resolve("xml-crypto"));
const folder = mkdtempSync(join(tmpdir(), "streamgate-xmldom-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LIBRARIES = {
  "@xmldom/xmldom": fromLibrary.resolve("@xmldom/xmldom"),
  "xmldom-strict": fromHere.resolve("xmldom-strict"),
};

describe.each(Object.entries(LIBRARIES))("%s in a bundle", async (name, entry) => {
  const outfile = join(folder, `${name.replace("/", "-")}.cjs`);
  await bundleFunction({ entry, outfile });
  const [bundled, whole] = [outfile, entry].map((file) => fromHere(file) as Library);
  const read = (library: Library | undefined, text: string, type: string): string | undefined =>
    library && new library.DOMParser().parseFromString(text, type).documentElement.textContent;

  it("reads XML with its five named characters as the whole library does", () => {
    const text = "<a>&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos; &#233;&#x1F600;</a>";
    expect(read(bundled, text, "text/xml")).toBe(`<b> & "c" 'd' é😀`);
    expect(read(bundled, text, "text/xml")).toBe(read(whole, text, "text/xml"));
  });

  it("throws for HTML, whose named characters it has not", () => {
    const text = "<p>&eacute;</p>";
    expect(read(whole, text, "text/html")).toBe("é");
    expect(() => read(bundled, text, "text/html")).toThrow("no HTML is read here");
  });
});

describe("a library that is written in another way", () => {
  it("fails the build, which else would leave out who knows what", async () => {
    const library = join(folder, "node_modules/xmldom-strict/lib");
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, "entities.js"), 'exports.HTML_ENTITIES = new Map([["eacute", "é"]]);');
    const bundled = build({
      entryPoints: [join(library, "entities.js")],
      plugins: [withoutHtmlEntities],
      write: false,
      logLevel: "silent",
    });
    await expect(bundled).rejects.toThrow("is not written as without-html-entities.ts expects");
  });
});
