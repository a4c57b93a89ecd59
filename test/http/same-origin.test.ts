import { describe, expect, it } from "vitest";
import { isFromOurPage } from "../../functions/http/same-origin.ts";
import { aRequest, ORIGIN } from "../support/http-builders.ts";

const isOurs = (headers: Record<string, string>): boolean => isFromOurPage(aRequest({ headers }), ORIGIN);

describe("isFromOurPage", () => {
  it("believes a browser that says same-origin, whose Origin our own pages make null", () => {
    expect(isOurs({ "sec-fetch-site": "same-origin", origin: "null" })).toBe(true);
    expect(isOurs({ "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it.each(["cross-site", "same-site", "none", "", "Same-Origin", "same-origin, cross-site"])(
    "believes none that says %j, whatever its Origin",
    (site) => {
      expect(isOurs({ "sec-fetch-site": site, origin: ORIGIN })).toBe(false);
    },
  );

  it("asks an old browser for our origin", () => {
    expect(isOurs({ origin: ORIGIN })).toBe(true);
  });

  it.each([
    "null",
    "",
    "http://apps.example.com",
    "https://apps.example.com:8443",
    "https://apps.example.com.evil.example",
    "https://evil.example",
    `${ORIGIN}/`,
  ])("believes no old browser with the origin %j", (origin) => {
    expect(isOurs({ origin })).toBe(false);
  });

  it("believes none that says nothing, and never Host or Referer", () => {
    expect(isOurs({})).toBe(false);
    expect(isOurs({ host: "apps.example.com", referer: `${ORIGIN}/` })).toBe(false);
  });
});
