import { describe, expect, it } from "vitest";
import { unfoldFetchMetadata } from "../../functions/http/fetch-metadata.ts";
import { isWithoutClick } from "../../functions/http/same-origin.ts";
import { aRequest, NO_TRUST } from "../support/http-builders.ts";

describe("unfoldFetchMetadata", () => {
  it("puts what our edge folded at its place, and nothing else", () => {
    const folded = "sec-fetch-user=%3F1&sec-purpose=prefetch%3Bprerender&sec-fetch-site=none&cookie=x";
    expect(
      unfoldFetchMetadata({ "sec-fetch-site": "cross-site", "x-streamgate-fetch": folded }, true),
    ).toEqual({
      "sec-fetch-site": "cross-site",
      "sec-fetch-user": "?1",
      "sec-purpose": "prefetch;prerender",
      "x-streamgate-fetch": folded,
    });
  });

  it("lets nothing stand that came beside it", () => {
    const headers = { "x-streamgate-fetch": "sec-purpose=prefetch", "sec-fetch-user": "?1" };
    expect(unfoldFetchMetadata(headers, true)["sec-fetch-user"]).toBeUndefined();
  });

  it("changes nothing where nothing is folded, or another than our edge says so", () => {
    const direct = { "sec-fetch-site": "cross-site", "sec-fetch-user": "?1" };
    expect(unfoldFetchMetadata(direct, true)).toBe(direct);
    const forged = { "x-streamgate-fetch": "sec-fetch-user=%3F1" };
    expect(unfoldFetchMetadata(forged, false)).toBe(forged);
  });
});

describe("parseRequest: behind our edge", () => {
  const secret = "the-shared-secret-of-our-distribution";
  const trust = { certificateSubject: undefined, secrets: [secret], required: false };
  const elsewhere = { "sec-fetch-site": "cross-site", "x-streamgate-fetch": "sec-fetch-user=%3F1" };

  it("knows the click on another site's link", () => {
    const request = aRequest({ headers: { ...elsewhere, "x-streamgate-edge": secret } }, trust);
    expect(isWithoutClick(request)).toBe(false);
  });

  it("takes nobody's word for it but the edge's", () => {
    expect(isWithoutClick(aRequest({ headers: elsewhere }, trust))).toBe(true);
    expect(isWithoutClick(aRequest({ headers: elsewhere }, NO_TRUST))).toBe(true);
  });
});
