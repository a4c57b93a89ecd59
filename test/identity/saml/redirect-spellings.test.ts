import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue, spellings } from "../../../functions/identity/saml/redirect-spellings.ts";

const VALUE = "a b+/=~!*'()é";
const SIG_ALG = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/** What each encoder makes of VALUE, in capitals. */
const BY_ENCODER: readonly (readonly [string, string])[] = [
  ["Uri.EscapeDataString and rawurlencode", "a%20b%2B%2F%3D~%21%2A%27%28%29%C3%A9"],
  ["encodeURIComponent and xmlURIEscapeStr", "a%20b%2B%2F%3D~!*'()%C3%A9"],
  ["URLSearchParams, URLEncoder and Guava", "a+b%2B%2F%3D%7E%21*%27%28%29%C3%A9"],
  ["PHP's urlencode", "a+b%2B%2F%3D%7E%21%2A%27%28%29%C3%A9"],
  ["Python's urlencode and Go's QueryEscape", "a+b%2B%2F%3D~%21%2A%27%28%29%C3%A9"],
  ["HttpUtility and WebUtility", "a+b%2B%2F%3D%7E!*%27()%C3%A9"],
];
const inSmall = (text: string) => text.replaceAll(/%../g, (octet) => octet.toLowerCase());
const spelled = (value: string) => spellings([["RelayState", value]]).map((text) => text.slice(11));

describe("spellings", () => {
  it.each(BY_ENCODER)("has that of %s, in capitals and in small hexadecimal", (_name, written) => {
    for (const came of [encodeURIComponent(VALUE), BY_ENCODER[3]?.[1] ?? ""]) {
      expect(spelled(came)).toContain(written);
      expect(spelled(came)).toContain(inSmall(written));
    }
  });

  it("says of this machine's own encoders what they do", () => {
    expect(BY_ENCODER[1]?.[1]).toBe(encodeURIComponent(VALUE));
    expect(BY_ENCODER[2]?.[1]).toBe(new URLSearchParams([["", VALUE]]).toString().slice(1));
  });

  it("begins with the query as it came, whatever that is", () => {
    expect(spellings([["SAMLRequest", "%2b%2B"]])[0]).toBe("SAMLRequest=%2b%2B");
    expect(spelled("a/b:c")[0]).toBe("a/b:c");
  });

  it("writes every parameter in the same way, in the order given", () => {
    const SMALL = inSmall(encodeURIComponent(SIG_ALG));
    expect(
      spellings([
        ["SAMLRequest", "fZ%2BaB%3D"],
        ["RelayState", ""],
        ["SigAlg", encodeURIComponent(SIG_ALG)],
      ]),
    ).toEqual([
      `SAMLRequest=fZ%2BaB%3D&RelayState=&SigAlg=${encodeURIComponent(SIG_ALG)}`,
      `SAMLRequest=fZ%2baB%3d&RelayState=&SigAlg=${SMALL}`,
    ]);
  });

  it("has thirteen at most, none twice", () => {
    const came = "a%20b%2b%2F~!*'()";
    expect(spelled(came)).toHaveLength(13);
    expect(new Set(spelled(came)).size).toBe(13);
    expect(spelled("abc")).toEqual(["abc"]);
  });

  it("leaves it at the query as it came where that is no text", () => {
    expect(spelled("%ff")).toEqual(["%ff"]);
    expect(spelled("%")).toEqual(["%"]);
    expect(
      spellings([
        ["SAMLRequest", "%2B"],
        ["RelayState", "%zz"],
      ]),
    ).toHaveLength(1);
  });

  it("means the same values with each, and nothing else", () => {
    const value = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(value, value, (message, relayState) => {
        const texts = spellings([
          ["SAMLRequest", encodeURIComponent(message)],
          ["RelayState", encodeURIComponent(relayState)],
        ]);
        for (const text of texts) {
          const read = text.split("&").map((pair) => pair.split("=").map(decodeValue));
          expect(read).toEqual([
            ["SAMLRequest", message],
            ["RelayState", relayState],
          ]);
        }
      }),
    );
  });
});

describe("decodeValue", () => {
  it.each([
    ["a+b%20c%2Bd", "a b c+d"],
    ["", ""],
    ["%ff", undefined],
    ["%", undefined],
  ])("reads %j as %j", (encoded, value) => {
    expect(decodeValue(encoded)).toBe(value);
  });
});
