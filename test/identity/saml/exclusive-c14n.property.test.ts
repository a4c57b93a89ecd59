import { createPublicKey } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element } from "xmldom-strict";
import { signXml } from "../../../dev/identity-provider/saml/minting/sign-xml.ts";
import { canonicalize } from "../../../functions/identity/saml/exclusive-c14n.ts";
import { signatureFault } from "../../../functions/identity/saml/signature-check.ts";
import { shapeOfSignature } from "../../../functions/identity/saml/signature-shape.ts";
import { elementsOf, isElement } from "../../../functions/identity/saml/strict-xml.ts";
import { libraryCanonical } from "./library-canonicalization.ts";
import { elementFrom, elementNamed, keyOf } from "./response-builders.ts";
import { documents } from "./xml-arbitraries.ts";

/** Without what the library does otherwise, each row of which is in exclusive-c14n.test.ts. */
const AGREED = documents({
  prefixes: ["", "a", "b", "c", "ab"],
  names: ["r", "s", "x", "X"],
  namespaces: ["urn:1", "urn:2", "urn:3"],
});
const agreedPrefixes = fc.uniqueArray(fc.constantFrom("a", "b", "ab", "absent"));

const ANYTHING = documents({
  prefixes: ["", "a", "b", "A", "ab", "é", "xmlnsx"],
  names: ["r", "s", "a", "b", "xmlnsx", "xml"],
  namespaces: ["urn:a", "urn:ab", "urn:a&amp;b", "http://x/?q=&quot;&lt;&#9;"],
});
const anyPrefixes = fc.uniqueArray(fc.constantFrom("a", "b", "A", "ab", "é", "absent", "#default"));

/** One of the elements, by a number that is brought into range. */
function apexOf(xml: string, index: number): Element {
  const elements = [...elementsOf(elementFrom(xml))];
  return elements[index % elements.length] as Element;
}

describe("canonicalize", () => {
  it("equals the library's, of any element", () => {
    fc.assert(
      fc.property(AGREED, agreedPrefixes, fc.nat(30), (xml, inclusivePrefixes, index) => {
        const ours = canonicalize(apexOf(xml, index), { inclusivePrefixes });
        expect(ours).toBe(libraryCanonical(xml, inclusivePrefixes, index));
      }),
      { numRuns: 3_000 },
    );
  });

  it("is the canonical form of itself", () => {
    fc.assert(
      fc.property(ANYTHING, anyPrefixes, fc.nat(30), (xml, inclusivePrefixes, index) => {
        const once = canonicalize(apexOf(xml, index), { inclusivePrefixes });
        expect(canonicalize(elementFrom(once), { inclusivePrefixes })).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it("means what the element means", () => {
    fc.assert(
      fc.property(ANYTHING, anyPrefixes, fc.nat(30), (xml, inclusivePrefixes, index) => {
        const apex = apexOf(xml, index);
        expect(meaningOf(elementFrom(canonicalize(apex, { inclusivePrefixes })))).toStrictEqual(
          meaningOf(apex),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("is the same for every spelling of one document", () => {
    fc.assert(
      fc.property(ANYTHING, anyPrefixes, (xml, inclusivePrefixes) => {
        const respelled = xml
          .replaceAll(/<([^\s/>]+)><\/\1>/g, "<$1\n/>")
          .replaceAll(/<(\/?[^\s/>]+)>/g, "<$1\t>")
          .replaceAll(/="([^"']*)"/g, " = '$1'");
        expect(canonicalize(elementFrom(respelled), { inclusivePrefixes })).toBe(
          canonicalize(elementFrom(xml), { inclusivePrefixes }),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("signatureFault", () => {
  it("finds none in what the library signed", async () => {
    const key = await keyOf("idp");
    const keys = [createPublicKey(key.certificate)];
    fc.assert(
      fc.property(AGREED, agreedPrefixes, (content, inclusiveNamespacesPrefixList) => {
        const xml = `<e:envelope xmlns:e="urn:e" xmlns:a="urn:1"><e:signed ID="_1">${content}</e:signed></e:envelope>`;
        const location = { reference: "//*[@ID='_1']", action: "append" } as const;
        const signed = signXml(xml, { key, elementId: "_1", location, inclusiveNamespacesPrefixList });
        const parent = elementNamed(elementFrom(signed), "signed");
        const shape = shapeOfSignature(elementNamed(parent, "Signature"), parent);
        expect(shape.ok && shape.value.referencePrefixes).toStrictEqual(inclusiveNamespacesPrefixList);
        expect(shape.ok && signatureFault(shape.value, keys)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

interface Meaning {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (Meaning | string)[];
}

/** Expanded names and values: what is left where prefixes, order and spelling do not count. */
function meaningOf(element: Element): Meaning {
  const attributes: Record<string, string> = {};
  for (let index = 0; index < element.attributes.length; index += 1) {
    const attribute = element.attributes.item(index);
    if (attribute === null || /^xmlns(:|$)/.test(attribute.name)) continue;
    attributes[`{${attribute.namespaceURI ?? ""}}${attribute.localName}`] = attribute.value;
  }
  const content: (Meaning | string)[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    content.push(isElement(node) ? meaningOf(node) : (node.nodeValue ?? ""));
  }
  return { name: `{${element.namespaceURI ?? ""}}${element.localName}`, attributes, content };
}
