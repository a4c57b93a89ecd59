/**
 * Leaves HTML's named characters out of both versions of xmldom: two tables of 36 KB for documents that nobody here
 * reads. All else is the library's own text, the five names of XML among it. Invariant: a parser that is asked for HTML
 * throws, and a library that is no longer written this way fails the build.
 */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const FILES = /[\\/]node_modules[\\/](?:@xmldom[\\/]xmldom|xmldom-strict)[\\/]lib[\\/]entities\.js$/;
/** The table, and the former name of it that ends the file. */
const TABLE =
  /exports\.HTML_ENTITIES = freeze\(\{[^{}]*\}\);\s*\/\*\*[^/]*\*\/\s*exports\.entityMap = exports\.HTML_ENTITIES;\s*$/;
const REFUSAL =
  'Object.defineProperty(exports, "HTML_ENTITIES", { get() { throw new Error("no HTML is read here"); } });';

export const withoutHtmlEntities: Plugin = {
  name: "without-html-entities",
  setup({ onLoad }) {
    onLoad({ filter: FILES }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!TABLE.test(text)) throw new Error(`${path} is not written as without-html-entities.ts expects`);
      return { contents: text.replace(TABLE, REFUSAL) };
    });
  },
};
