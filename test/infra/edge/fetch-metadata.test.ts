import { globSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { FOLDED, unfoldFetchMetadata } from "../../../functions/http/fetch-metadata.ts";
import { FOLD_FETCH_METADATA } from "../../../infra/edge/fetch-metadata.ts";
import { loadExample, soleOf, templateOf, templates } from "../assembly.ts";

type Values = Record<string, { readonly value: string }>;

/** The code as CloudFront runs it: one global function, an event in, a request out. */
function atTheEdge(sent: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const headers: Values = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, { value }]));
  const context = createContext({ event: { request: { headers } } });
  const { headers: passed } = runInContext(`${FOLD_FETCH_METADATA}; handler(event);`, context) as {
    readonly headers: Values;
  };
  return Object.fromEntries(Object.entries(passed).map(([name, { value }]) => [name, value]));
}

describe("the function at the edge", () => {
  it.each([
    { "sec-fetch-user": "?1" },
    { "sec-purpose": "prefetch;prerender" },
    { "sec-fetch-user": "?1", "sec-purpose": "prefetch" },
    { "sec-purpose": 'a=b&sec-fetch-user=?1; "%41"' },
  ])("folds %j so that the functions read it again", (sent) => {
    const { "x-streamgate-fetch": folded } = atTheEdge(sent);
    const read = unfoldFetchMetadata({ "x-streamgate-fetch": folded }, true);
    for (const name of FOLDED) expect(read[name]).toBe((sent as Record<string, string>)[name]);
  });

  it("lets no header of that name through that a viewer sent", () => {
    const forged = { "x-streamgate-fetch": "sec-fetch-user=%3F1" };
    expect(atTheEdge(forged)).toEqual({});
    expect(atTheEdge({ ...forged, "sec-purpose": "prefetch" })["x-streamgate-fetch"]).toBe(
      "sec-purpose=prefetch",
    );
  });

  it("leaves every other header, and hands on no more than a little of a long one", () => {
    const passed = atTheEdge({ accept: "text/html", "sec-purpose": "x".repeat(9_000) });
    expect(passed.accept).toBe("text/html");
    expect(passed["x-streamgate-fetch"]).toHaveLength("sec-purpose=".length + 100);
  });
});

describe("the deployed edge", () => {
  let forwarded: readonly string[];
  beforeAll(async () => {
    const edge = templateOf(templates(await loadExample("cloudfront")), "streamgate-edge-us-east-1");
    const { FunctionConfig, FunctionCode } = soleOf(edge, "AWS::CloudFront::Function");
    expect(FunctionCode).toBe(FOLD_FETCH_METADATA);
    expect(FunctionConfig.Runtime).toBe("cloudfront-js-2.0");
    const { DistributionConfig } = soleOf(edge, "AWS::CloudFront::Distribution");
    for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors]) {
      expect(behaviour.FunctionAssociations).toHaveLength(1);
      expect(behaviour.FunctionAssociations[0]).toMatchObject({ EventType: "viewer-request" });
    }
    const { OriginRequestPolicyConfig } = soleOf(edge, "AWS::CloudFront::OriginRequestPolicy");
    forwarded = OriginRequestPolicyConfig.HeadersConfig.Headers.map((name: string) => name.toLowerCase());
  });

  /** Read where every header is handed on, sent by the edge itself, of CloudFront's own accord, or only if it comes. */
  const OTHERWISE: Readonly<Record<string, string>> = {
    authorization: "/api/* and /context/redeem",
    dpop: "/api/*",
    "idempotency-key": "/api/*",
    "content-type": "always",
    "x-streamgate-edge": "an edge that is not CloudFront",
    purpose: "whoever sends it sends Sec-Purpose too",
    "if-none-match": "CloudFront's own question, where it keeps the answer",
  };

  it("hands on every header that the functions read", () => {
    const sources = globSync("functions/**/*.ts").map((file) => readFileSync(file, "utf8"));
    const read = new Set(
      sources.flatMap((source) =>
        [...source.matchAll(/(?<![\w/-])headers(?:\.([a-z]+)\b(?!\()|\["([a-z-]+)"\])/g)].map(
          ([, a, b]) => a ?? b ?? "",
        ),
      ),
    );
    expect(read.size).toBeGreaterThan(12);
    const strangers = [...read].filter(
      (name) => !forwarded.includes(name) && !FOLDED.includes(name) && !Object.hasOwn(OTHERWISE, name),
    );
    expect(strangers).toEqual([]);
  });
});
