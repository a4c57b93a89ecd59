import { describe, expect, it } from "vitest";
import { newCorrelationId, parseRequest } from "../../functions/http/request.ts";
import { anEvent, aRequest, CORRELATION_ID, NO_TRUST } from "../support/http-builders.ts";

const accepting = (accept: string): boolean => aRequest({ headers: { accept } }).prefersJson;
const languagesOf = (header: string): readonly string[] =>
  aRequest({ headers: { "accept-language": header } }).languages;
const cookiesOf = (...cookies: string[]): Record<string, string> =>
  Object.fromEntries(aRequest({ cookies }).cookies);

describe("parseRequest", () => {
  it("reads a whole event", () => {
    const request = aRequest({
      routeKey: "GET /launch/{application}",
      path: "/launch/treasury",
      pathParameters: { application: "treasury" },
      query: "context=a%20b%26c&client=web",
      cookies: ["theme=dark"],
      headers: { "accept-language": "es-MX,es;q=0.9,en;q=0.8" },
    });
    expect(request).toMatchObject({
      routeKey: "GET /launch/{application}",
      pathParameters: { application: "treasury" },
      correlationId: CORRELATION_ID,
      viewer: { clientIp: "198.51.100.7", edge: undefined },
      prefersJson: false,
      languages: ["es", "es", "en"],
    });
    expect([...request.query]).toEqual([
      ["context", "a b&c"],
      ["client", "web"],
    ]);
    expect([...request.cookies]).toEqual([["theme", "dark"]]);
  });

  it("reads an event without cookies, path parameters, Accept or Accept-Language", () => {
    const event = { ...anEvent(), headers: {} };
    expect(parseRequest(event, NO_TRUST, CORRELATION_ID)).toMatchObject({
      pathParameters: {},
      cookies: new Map(),
      prefersJson: false,
      languages: [],
    });
  });

  it("takes path parameters as the gateway decoded them, and does not decode them again", () => {
    const { pathParameters } = aRequest({ pathParameters: { application: "a%2Fb/../c" } });
    expect(pathParameters.application).toBe("a%2Fb/../c");
  });

  it("keeps every value of a repeated query parameter, in order", () => {
    expect(aRequest({ query: "idp=a&context=x&idp=b&idp=" }).query.getAll("idp")).toEqual(["a", "b", ""]);
  });

  it.each(["%", "%zz=%", "&&&=&", "context=%ff%fe", "=", "a=b=c"])(
    "never throws on the query %s",
    (query) => {
      expect(() => aRequest({ query })).not.toThrow();
    },
  );
});

describe("parseRequest: cookies", () => {
  it("keeps names and values, a value's own `=` included", () => {
    expect(cookiesOf("a=1", "b=x=y=", "c=")).toEqual({ a: "1", b: "x=y=", c: "" });
  });

  it("trims the space that separates cookies, and no other", () => {
    expect(cookiesOf(" a=1", "\tb=2 ")).toEqual({ a: "1", b: "2" });
  });

  it.each(["\u2000", "\u00a0", "\u3000", "\ufeff", "\u000b", "a "])(
    "ignores a name behind %j, which a browser lets a sub-domain set",
    (prefix) => {
      expect(cookiesOf(`${prefix}__Host-streamgate-session=EVIL`)).toEqual({});
    },
  );

  it.each(["", "novalue", "=nameless", ";;;", "\u0000", "%%%"])("ignores the garbage %j", (garbage) => {
    expect(cookiesOf(garbage, "a=1")).toEqual({ a: "1" });
  });

  it("leaves out a name that comes twice, even with the same value", () => {
    expect(cookiesOf("session=mine", "a=1", "session=planted")).toEqual({ a: "1" });
    expect(cookiesOf("session=mine", "session=mine")).toEqual({});
  });

  it("leaves out a name that comes three times", () => {
    expect(cookiesOf("s=1", "s=2", "s=3", "a=1")).toEqual({ a: "1" });
  });

  it("counts names that differ in case as two, as browsers do", () => {
    expect(cookiesOf("Session=1", "session=2")).toEqual({ Session: "1", session: "2" });
  });

  it("takes names of the object prototype as names like others", () => {
    const request = aRequest({ cookies: ["__proto__=1", "constructor=2"] });
    expect(request.cookies.get("__proto__")).toBe("1");
    expect(request.cookies.get("constructor")).toBe("2");
    expect(request.cookies.get("toString")).toBeUndefined();
  });

  it("reads 100 cookies, first to last", () => {
    const cookies = Array.from({ length: 100 }, (_, place) => `name${place}=${place}`);
    const read = [...aRequest({ cookies }).cookies];
    expect(read).toHaveLength(100);
    expect(read[0]).toEqual(["name0", "0"]);
    expect(read[99]).toEqual(["name99", "99"]);
  });
});

describe("parseRequest: prefersJson", () => {
  it.each([
    "application/json",
    "application/problem+json",
    "APPLICATION/JSON",
    "application/json;charset=utf-8",
    "application/json, text/html",
    "text/html;q=0.9, application/json",
    "text/html;q=0.8,application/problem+json;q=0.9",
    "text/html;q=0, application/json;q=0.1",
    "application/json;q=0.5, text/plain",
    "application/json; q=0.7 , text/html ; q=0.6",
  ])("is true for %s", (accept) => {
    expect(accepting(accept)).toBe(true);
  });

  it.each([
    "",
    "*/*",
    "text/html",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/html, application/json",
    "application/json;q=0.9, text/html",
    "application/json;q=0",
    "application/json;q=0.0, text/html;q=0.1",
    "application/jsonp",
    "application/vnd.api+json",
    "xapplication/json",
    ",,;;q=1,",
  ])("is false for %j", (accept) => {
    expect(accepting(accept)).toBe(false);
  });

  it("reads no more than the first 500 characters", () => {
    expect(accepting(`${"a/b,".repeat(200)}application/json`)).toBe(false);
    expect(accepting(`${" ".repeat(500)}application/json`)).toBe(false);
  });
});

describe("parseRequest: languages", () => {
  it.each([
    ["de", ["de"]],
    ["es-419,es;q=0.9", ["es", "es"]],
    ["EN-us", ["en"]],
    ["en;q=0.2,es;q=0.9,fr", ["fr", "es", "en"]],
    ["fr;q=0,es;q=0.5", ["es"]],
    ["*", ["*"]],
    ["", []],
    ["zh-Hant-TW", ["zh"]],
    ["es;q=oops,en;q=0.9", ["es", "en"]],
    ["es;q=1.2.3,en;q=0.1", ["en"]],
  ])("reads %j", (header, expected) => {
    expect(languagesOf(header)).toEqual(expected);
  });

  it("keeps the header's order between equal qualities", () => {
    expect(languagesOf("fr;q=0.5,es;q=0.5,en;q=0.5")).toEqual(["fr", "es", "en"]);
  });

  it("keeps five at most, the best", () => {
    expect(languagesOf("a;q=0.1,b,c,d,e,f")).toEqual(["b", "c", "d", "e", "f"]);
  });

  it("is quick on a hostile header", () => {
    const started = performance.now();
    languagesOf(`${";q=".repeat(20_000)}${",".repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("newCorrelationId", () => {
  it("is four groups of four characters of Crockford's base32", () => {
    for (let count = 0; count < 100; count += 1) {
      expect(newCorrelationId()).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  it("is never the same in 10,000", () => {
    expect(new Set(Array.from({ length: 10_000 }, newCorrelationId)).size).toBe(10_000);
  });

  it("uses every character of the alphabet", () => {
    const characters = new Set(Array.from({ length: 500 }, newCorrelationId).join(""));
    characters.delete("-");
    expect(characters.size).toBe(32);
  });
});
