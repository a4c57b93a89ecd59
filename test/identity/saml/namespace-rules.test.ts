import { describe, expect, it } from "vitest";
import { DOMParser } from "xmldom-strict";
import { hasForbiddenName } from "../../../functions/identity/saml/namespace-rules.ts";

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/** By the parser alone, which takes what we refuse. */
function isForbidden(xml: string): boolean {
  const parser = new DOMParser({ locator: false, onError: (_level, message) => expect.fail(message) });
  const root = parser.parseFromString(xml, "text/xml").documentElement;
  return root === null ? expect.fail("no element") : hasForbiddenName(root);
}

describe("hasForbiddenName", () => {
  it.each([
    "<a/>",
    '<a b="" c=""/>',
    '<a xmlns="urn:x" xmlns:b="urn:x" xmlns:c="urn:y" d="" b:d="" c:d=""/>',
    '<a xmlns=""/>',
    `<a xmlns:xml="${XML}" xml:lang="en"/>`,
    '<a xml:lang="en" lang="en"/>',
    '<a xmlnsb="" xmlb=""/>',
  ])("permits %s", (xml) => {
    expect(isForbidden(xml)).toBe(false);
  });

  it.each([
    "<\u{10000}/>",
    '<a \u{10000}=""/>',
    '<a xmlns:b=""/>',
    '<a b="" xmlns:c="urn:x" xmlns:d=""/>',
    '<a xmlns:xml="urn:x"/>',
    '<a xmlns:xml=""/>',
    `<a xmlns:b="${XML}"/>`,
    `<a xmlns="${XML}"/>`,
    '<a xmlns:xmlns="urn:x"/>',
    `<a xmlns:xmlns="${XMLNS}"/>`,
    `<a xmlns:b="${XMLNS}"/>`,
    `<b:a xmlns:b="urn:b" xmlns="${XMLNS}"/>`,
  ])("finds what is forbidden in %s", (xml) => {
    expect(isForbidden(xml)).toBe(true);
  });

  it("looks at one element, and not below it", () => {
    expect(isForbidden('<a><b xmlns:c=""/></a>')).toBe(false);
  });
});
