import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isApplicationId, type LaunchIntent, launchPath, loginPath } from "../../functions/core/intent.ts";

const ORIGIN = "https://broker.example";

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/);
/** Any text that can stand in a URL: no lone surrogates. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."&=?#/\\%+ :@.\t\n\r\0'\"<>") }),
  fc.webUrl(),
  fc.constantFrom("//evil.example", "https://evil.example", "/\\evil.example", "..", "%2f%2fevil.example"),
);
const client = fc.constantFrom("web", "native") satisfies fc.Arbitrary<LaunchIntent["client"]>;

const intents: fc.Arbitrary<LaunchIntent> = fc.record({
  application: id,
  context: fc.option(text, { nil: undefined }),
  client,
});

/** What an open redirect needs and these paths must not have. */
const staysHome = (path: string): URL => {
  expect(path.startsWith("/")).toBe(true);
  expect(path.startsWith("//")).toBe(false);
  expect(path).not.toMatch(/[\\\s]/);
  const url = new URL(path, ORIGIN);
  expect(url.origin).toBe(ORIGIN);
  expect(url.username + url.password + url.hash).toBe("");
  return url;
};

const queryOf = (url: URL): Record<string, string> => {
  const names = [...url.searchParams.keys()];
  expect(new Set(names).size).toBe(names.length);
  return Object.fromEntries(url.searchParams);
};

const carried = ({ context, client: asked }: LaunchIntent): Record<string, string> => ({
  ...(context !== undefined && { context }),
  ...(asked === "native" && { client: "native" }),
});

describe("launchPath", () => {
  it("round-trips every intent on our own origin", () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const url = staysHome(launchPath(intent));
        expect(url.pathname).toBe(`/launch/${intent.application}`);
        expect(queryOf(url)).toStrictEqual(carried(intent));
      }),
    );
  });

  it("stays on our own origin even for a text that is no application id", () => {
    fc.assert(
      fc.property(text, (application) => {
        const path = launchPath({ application, context: undefined, client: "web" });
        expect(path.startsWith("/launch/")).toBe(true);
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });
});

const targets = fc.record({ id, protocol: fc.constantFrom("oidc" as const, "saml" as const) });

describe("loginPath", () => {
  it("round-trips every intent on our own origin", () => {
    fc.assert(
      fc.property(targets, fc.option(intents, { nil: undefined }), fc.boolean(), (target, intent, again) => {
        const url = staysHome(loginPath(target, intent, again));
        expect(url.pathname).toBe(`/login/${target.id}${target.protocol === "saml" ? "/saml" : ""}`);
        expect(queryOf(url)).toStrictEqual({
          ...(intent && { application: intent.application, ...carried(intent) }),
          ...(again && { again: "1" }),
        });
      }),
    );
  });
});

describe("isApplicationId", () => {
  it("accepts only what stands in a path as it is", () => {
    fc.assert(
      fc.property(fc.oneof(text, id), (candidate) => {
        if (!isApplicationId(candidate)) return;
        expect(encodeURIComponent(candidate)).toBe(candidate);
        expect(new URL(`/launch/${candidate}`, ORIGIN).pathname).toBe(`/launch/${candidate}`);
      }),
    );
  });
});
