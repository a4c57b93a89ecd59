import { createPublicKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REFUSALS, type RefusalReason, refusal } from "../../../functions/core/refusal.ts";
import { err, ok } from "../../../functions/core/result.ts";
import { fromRestEvent } from "../../../functions/http/rest-event.ts";
import { verifyRedirect } from "../../../functions/identity/saml/redirect-signature.ts";
import { anEvent } from "../../support/http-builders.ts";
import { restEventOf } from "../../support/rest-builders.ts";
import { deflated, signatureOf, signedQuery } from "./redirect-builders.ts";
import { keyOf } from "./response-builders.ts";

const [key, next, stranger] = await Promise.all([keyOf("idp"), keyOf("idp-next"), keyOf("stranger")]);
const [publicKey, nextKey] = [key, next].map(({ certificate }) => createPublicKey(certificate));
const KEYS = publicKey === undefined || nextKey === undefined ? [] : [nextKey, publicKey];
const XML = "<samlp:LogoutRequest>Lucía 😀</samlp:LogoutRequest>";
const MESSAGE = deflated(XML);
const read = (query: string) => verifyRedirect(query, KEYS);
const invalid = (rule: string) => err(refusal("saml_logout_invalid", { rule }));
const refused = (reason: RefusalReason) => err(refusal(reason));

type Encoding = readonly [string, (value: string) => string];
const asForms = (value: string) => new URLSearchParams({ a: value }).toString().slice(2);
const inSmall = (encoded: string) => encoded.replaceAll(/%../g, (octet) => octet.toLowerCase());

const USUAL: readonly Encoding[] = [
  ["as JavaScript does", encodeURIComponent],
  ["in small hexadecimal", (value) => inSmall(encodeURIComponent(value))],
  ["as forms do", asForms],
  [
    // HttpUtility.UrlEncode escapes neither these three nor `*`, in small hexadecimal: AD FS and Entra ID.
    "as .NET does",
    (value) => inSmall(asForms(value).replaceAll(/%(?:21|28|29)/g, (octet) => decodeURIComponent(octet))),
  ],
];
const UNUSUAL: readonly Encoding[] = [
  ["every octet", (value) => Buffer.from(value).toString("hex").replaceAll(/../g, "%$&")],
  ["as little as can be", (value) => value.replaceAll(/[%&+#\s]/g, encodeURIComponent)],
];

describe("verifyRedirect", () => {
  it.each(["rsa-sha256", "rsa-sha512", "sha256-rsa-MGF1"] as const)("verifies %s", (algorithm) => {
    expect(read(signedQuery(MESSAGE, key, { algorithm }))).toStrictEqual(
      ok({ xml: XML, relayState: undefined }),
    );
  });

  it.each([...USUAL, ...UNUSUAL])("verifies over the octets as they came, encoded %s", (_name, encode) => {
    const relayState = "a b+c/d=e&f~(ü)";
    expect(read(signedQuery(MESSAGE, key, { relayState, encode }))).toStrictEqual(
      ok({ xml: XML, relayState }),
    );
  });

  it("goes by the order of the binding, whatever the order in the query", () => {
    const turned = signedQuery(MESSAGE, key, { relayState: "x" }).split("&").reverse().join("&");
    expect(read(turned)).toStrictEqual(ok({ xml: XML, relayState: "x" }));
    expect(read(`a=1&b&${turned}&c=`)).toStrictEqual(ok({ xml: XML, relayState: "x" }));
  });

  it("signs an empty RelayState along, and reads it as none", () => {
    expect(read(signedQuery(MESSAGE, key, { relayState: "" }))).toStrictEqual(
      ok({ xml: XML, relayState: undefined }),
    );
  });

  it("reads a signature in lines", () => {
    const lines = (value: string) =>
      encodeURIComponent(value.startsWith("http") ? value : value.replaceAll(/.{64}/g, "$&\r\n"));
    expect(read(signedQuery(MESSAGE, key, { encode: lines })).ok).toBe(true);
  });
});

describe("verifyRedirect, behind a REST API, which tells no more than names and values", () => {
  const relayState = "a b+c/d=e&f~(ü)!*";
  const atRest = (query: string) => fromRestEvent(restEventOf(anEvent({ query }))).rawQueryString;

  it.each(USUAL)("verifies what was encoded %s", (_name, encode) => {
    const query = atRest(signedQuery(MESSAGE, key, { relayState, encode }));
    expect(read(query)).toStrictEqual(ok({ xml: XML, relayState }));
  });

  it("verifies a query of .NET's, letter by letter", () => {
    const dotNet = (value: string) =>
      value === relayState ? "a+b%2bc%2fd%3de%26f%7e(%c3%bc)!*" : inSmall(encodeURIComponent(value));
    const query = signedQuery(MESSAGE, key, { relayState, encode: dotNet });
    expect(read(atRest(query))).toStrictEqual(ok({ xml: XML, relayState }));
  });

  it.each(UNUSUAL)("cannot verify what was encoded %s", (_name, encode) => {
    const query = atRest(signedQuery(MESSAGE, key, { relayState, encode }));
    expect(read(query)).toStrictEqual(refused("saml_logout_signature"));
  });

  it("refuses other values than those that were signed, and other names", () => {
    const query = atRest(signedQuery(MESSAGE, key, { relayState, encode: asForms }));
    for (const [from, to] of [
      ["RelayState=a%20b", "RelayState=a%20c"],
      ["RelayState=a%20b", "RelayState=a%2520b"],
      [/RelayState=[^&]*&/, ""],
      ["SAMLRequest=", "SAMLResponse="],
    ] as const) {
      const changed = query.replace(from, to);
      expect(changed).not.toBe(query);
      expect(read(changed).ok).toBe(false);
    }
  });

  it("refuses a stranger's signature, however it was written", () => {
    for (const [, encode] of USUAL) {
      expect(read(atRest(signedQuery(MESSAGE, stranger, { relayState, encode })))).toStrictEqual(
        refused("saml_logout_signature"),
      );
    }
  });
});

describe("verifyRedirect, of signatures", () => {
  const valid = signedQuery(MESSAGE, key, { relayState: "state" });

  it("refuses a stranger's", () => {
    expect(read(signedQuery(MESSAGE, stranger))).toStrictEqual(refused("saml_logout_signature"));
    expect(verifyRedirect(valid, [])).toStrictEqual(refused("saml_logout_signature"));
  });

  it.each([
    ["no signature", valid.replace(/&Signature=.*/, "")],
    ["an empty one", valid.replace(/&Signature=.*/, "&Signature=")],
    ["one that is no percent-encoding", valid.replace(/&Signature=.*/, "&Signature=%")],
    ["no algorithm", valid.replace(/&SigAlg=[^&]*/, "")],
    ["an empty algorithm", valid.replace(/&SigAlg=[^&]*/, "&SigAlg=")],
    ["neither", `SAMLRequest=${encodeURIComponent(MESSAGE)}`],
  ])("refuses %s", (_name, query) => {
    expect(read(query)).toStrictEqual(refused("saml_logout_unsigned"));
  });

  it.each([
    ["no base64", "*".repeat(344)],
    ["base64 of another length", "AAA"],
    ["other bytes", randomBytes(256).toString("base64")],
    ["one byte", "AA=="],
  ])("refuses a signature that is %s", (_name, signature) => {
    const query = valid.replace(/&Signature=.*/, `&Signature=${encodeURIComponent(signature)}`);
    expect(read(query)).toStrictEqual(refused("saml_logout_signature"));
  });

  it.each([
    ["another RelayState", valid.replace("RelayState=state", "RelayState=other")],
    ["a RelayState less", valid.replace("&RelayState=state", "")],
    ["a RelayState more", signedQuery(MESSAGE, key).replace("&SigAlg", "&RelayState=x&SigAlg")],
    [
      "another message",
      valid.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${encodeURIComponent(deflated("<x/>"))}`),
    ],
    ["another algorithm", valid.replace("rsa-sha256", "rsa-sha512")],
  ])("refuses %s", (_name, query) => {
    expect(query).not.toBe(valid);
    expect(read(query)).toStrictEqual(refused("saml_logout_signature"));
  });

  it("refuses SHA-1, and whatever is not known", () => {
    const unknown = err(refusal("saml_signature_algorithm", { rule: "SigAlg" }));
    expect(read(signedQuery(MESSAGE, key, { algorithm: "rsa-sha1" }))).toStrictEqual(unknown);
    const octets = `SAMLRequest=${encodeURIComponent(MESSAGE)}&SigAlg=none`;
    const signature = encodeURIComponent(signatureOf(octets, key));
    expect(read(`${octets}&Signature=${signature}`)).toStrictEqual(unknown);
  });

  it("never takes the message of a response for that of a request", () => {
    expect(read(valid.replace("SAMLRequest=", "SAMLResponse="))).toStrictEqual(invalid("SAMLRequest"));
  });
});

describe("verifyRedirect, of the query", () => {
  const valid = signedQuery(MESSAGE, key, { relayState: "state" });

  it.each(["SAMLRequest", "RelayState", "SigAlg", "Signature", "other", ""])(
    "refuses %j twice, of which each reader would take another",
    (name) => {
      const twice = [`${name}=1`, valid, `${name}=1`].join("&");
      expect(read(twice)).toStrictEqual(invalid("parameters"));
    },
  );

  it("refuses a name without a value beside the same with one", () => {
    expect(read(`${valid}&RelayState`)).toStrictEqual(invalid("parameters"));
  });

  it.each(["", "a=b", "SAMLRequest", "SAMLRequest=", "SAMLRequest=%", "SAMLRequest=%ff", "samlrequest=x"])(
    "refuses %j, which holds no message",
    (query) => {
      expect(read(query)).toStrictEqual(invalid("SAMLRequest"));
    },
  );

  it("refuses a query that is too long, before it is looked at", () => {
    const fill = (length: number) => `${valid}&fill=`.padEnd(length, "x");
    expect(read(fill(16_384)).ok).toBe(true);
    expect(read(fill(16_385))).toStrictEqual(invalid("length"));
  });

  it("refuses a RelayState of more than 80 bytes (SAML Bindings §3.4.3)", () => {
    const of = (relayState: string) => read(signedQuery(MESSAGE, key, { relayState }));
    expect(of("é".repeat(40)).ok).toBe(true);
    expect(of(`${"é".repeat(40)}x`)).toStrictEqual(refused("saml_relay_state"));
  });
});

describe("verifyRedirect, of the message", () => {
  const of = (message: string) => read(signedQuery(message, key));

  it("inflates to 64 KB and not more", () => {
    expect(of(deflated("x".repeat(65_536))).ok).toBe(true);
    expect(of(deflated("x".repeat(65_537)))).toStrictEqual(invalid("deflate"));
  });

  it("stops a bomb in next to no time", () => {
    const bomb = deflated(Buffer.alloc(8_000_000));
    expect(bomb.length).toBeLessThan(12_000);
    const start = performance.now();
    expect(of(bomb)).toStrictEqual(invalid("deflate"));
    expect(performance.now() - start).toBeLessThan(500);
  });

  it.each([
    ["no base64", "*", "saml_base64"],
    ["base64 of another length", "AAA", "saml_base64"],
    ["base64url", "-_-_", "saml_base64"],
  ] as const)("refuses %s", (_name, message, reason) => {
    expect(of(message)).toStrictEqual(refused(reason));
  });

  it.each([
    ["what was not deflated", Buffer.from(XML).toString("base64")],
    ["what breaks off", Buffer.from(MESSAGE, "base64").subarray(0, 20).toString("base64")],
    ["nothing but padding", "AA=="],
  ])("refuses %s", (_name, message) => {
    expect(of(message)).toStrictEqual(invalid("deflate"));
  });

  it("refuses what is no UTF-8", () => {
    expect(of(deflated(Buffer.of(0x3c, 0xff)))).toStrictEqual(refused("saml_utf8"));
    expect(of(deflated("\ufeff<a/>"))).toStrictEqual(refused("saml_utf8"));
  });
});

describe("verifyRedirect, of anything", () => {
  it("refuses any query, and throws at none", () => {
    const name = fc.constantFrom("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature", "x");
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.base64String(),
      fc.constantFrom(
        encodeURIComponent("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        "%",
        "%zz",
        "AAAA",
      ),
    );
    const query = fc
      .array(fc.tuple(name, value), { maxLength: 6 })
      .map((pairs) => pairs.map((pair) => pair.join("=")).join("&"));
    fc.assert(
      fc.property(fc.oneof(query, fc.string({ unit: "binary" })), (text) => {
        const verified = read(text);
        expect(REFUSALS).toHaveProperty(verified.ok ? "nothing" : verified.error.reason);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads what was signed, and that only, whatever one character becomes", () => {
    const valid = signedQuery(MESSAGE, key, { relayState: "state" });
    const character = fc.oneof(fc.constantFrom(..."%&=+/ A0a"), fc.string({ minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(fc.nat(valid.length), character, fc.boolean(), (index, replacement, isInserted) => {
        const query = `${valid.slice(0, index)}${replacement}${valid.slice(isInserted ? index : index + 1)}`;
        const verified = read(query);
        if (verified.ok) expect(verified.value).toStrictEqual({ xml: XML, relayState: "state" });
      }),
      { numRuns: 2_000 },
    );
  });
});
