/** Exclusive canonicalisation as xml-crypto does it, on a tree by the parser that xml-crypto reads with. */
import { createRequire } from "node:module";
import { SignedXml } from "xml-crypto";
import type { Element } from "xmldom-strict";
import { elementsOf, isElement } from "../../../functions/identity/saml/strict-xml.ts";
import { EXCLUSIVE } from "./response-builders.ts";

interface Parser {
  parseFromString(xml: string, mimeType: "text/xml"): { readonly documentElement: Element };
}

interface Declaration {
  readonly prefix: string;
  readonly namespaceURI: string;
}

interface Canonicalizer {
  process(
    element: Element,
    options: {
      readonly inclusiveNamespacesPrefixList: readonly string[];
      readonly ancestorNamespaces: readonly Declaration[];
    },
  ): string;
}

const fromHere = createRequire(import.meta.url);
const fromLibrary = createRequire(fromHere.resolve("xml-crypto"));
const { DOMParser } = fromLibrary("@xmldom/xmldom") as { readonly DOMParser: new () => Parser };

/** Of the element at `index` in document order, counted around. */
export function libraryCanonical(
  xml: string,
  inclusiveNamespacesPrefixList: readonly string[],
  index = 0,
): string {
  const elements = [...elementsOf(new DOMParser().parseFromString(xml, "text/xml").documentElement)];
  const apex = elements[index % elements.length] as Element;
  const Algorithm = new SignedXml().CanonicalizationAlgorithms[EXCLUSIVE];
  if (Algorithm === undefined) throw new TypeError("the library canonicalises no longer");
  const canonicalizer = new Algorithm() as unknown as Canonicalizer;
  const ancestorNamespaces = declarationsAbove(apex);
  return canonicalizer.process(apex, { inclusiveNamespacesPrefixList, ancestorNamespaces });
}

/** What the library collects before it canonicalises: the nearest declaration of each prefix that the apex lacks. */
function declarationsAbove(apex: Element): readonly Declaration[] {
  const found = new Map<string, Declaration>();
  for (let node = apex.parentNode; isElement(node); node = node.parentNode) {
    for (let index = 0; index < node.attributes.length; index += 1) {
      const attribute = node.attributes.item(index);
      if (attribute?.prefix !== "xmlns" || apex.hasAttribute(attribute.name)) continue;
      const prefix = attribute.localName ?? "";
      if (!found.has(prefix)) found.set(prefix, { prefix, namespaceURI: attribute.value });
    }
  }
  return [...found.values()];
}
