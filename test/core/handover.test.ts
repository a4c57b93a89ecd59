import { describe, expect, it } from "vitest";
import { handover, withToken } from "../../functions/core/handover.ts";
import type { BrowserHandoverPolicy } from "../../functions/core/policy-handover.ts";
import { anApplication } from "../support/core-builders.ts";
import {
  aBrowser,
  aCookie,
  aFrontChannel,
  aHandover,
  anOpenApplication,
  aToken,
  handoverFacts,
} from "../support/handover-builders.ts";

const withArguments = (...templates: readonly string[]) =>
  anOpenApplication(aHandover({ arguments: templates }));
const argumentsFor = (context: string | null, ...templates: readonly string[]) =>
  handover(handoverFacts({ application: withArguments(...templates), context }));
const opening = (browser: Partial<BrowserHandoverPolicy>, context: string | null = null) =>
  handover(
    handoverFacts({ application: anOpenApplication(aHandover({ browser: aBrowser(browser) })), context }),
  );

describe("handover", () => {
  it("gives nothing where the policy declares nothing", () => {
    const nothing = { ok: true, value: { arguments: [], environment: {}, browser: null } };
    expect(handover(handoverFacts({ application: anApplication() }))).toStrictEqual(nothing);
    expect(handover(handoverFacts({ application: anOpenApplication(null), context: "a" }))).toStrictEqual(
      nothing,
    );
  });

  it("fills arguments and variables, and leaves out those whose slot has no value", () => {
    const environment = { TREASURY_USER: "{userId}", TREASURY_LINK: "{context}", PLACE: "in {country}" };
    const application = anOpenApplication(
      aHandover({ arguments: ["--profile=treasury", "--open={context}", "{email}"], environment }),
    );
    expect(handover(handoverFacts({ application, context: "invoice/4711", country: null }))).toStrictEqual({
      ok: true,
      value: {
        arguments: ["--profile=treasury", "--open=invoice/4711", "ana@campus.example"],
        environment: { TREASURY_USER: "u-7f3a9c", TREASURY_LINK: "invoice/4711" },
        browser: null,
      },
    });
    expect(handover(handoverFacts({ application, context: "" }))).toMatchObject({
      value: { arguments: ["--profile=treasury", "ana@campus.example"], environment: { PLACE: "in ES" } },
    });
    expect(handover(handoverFacts({ application, context: "", email: null }))).toMatchObject({
      value: { arguments: ["--profile=treasury"] },
    });
  });

  it.each([
    ["--help", "begins_option"],
    ["-x", "begins_option"],
    ["/c", "begins_option"],
    ["\\\\files\\share", "begins_option"],
    ["@answers.txt", "begins_option"],
    ["+x", "begins_option"],
    [" -x", "begins_option"],
    ["a'b", "character"],
    ['a"b', "character"],
    ["a`b", "character"],
    ["%PATH%", "character"],
    ["a\nb", "character"],
    ["a\u{0}", "character"],
    ["a\u{202e}b", "character"],
    ["a\u{200d}b", "character"],
    ["a\u{115f}b", "character"],
    ["a＂b", "character"],
    ["a\u{2ba}b", "character"],
    ["a\u{2019}b", "character"],
    ["ａ", "character"],
    ["\u{d800}", "character"],
    ["a".repeat(1025), "too_long"],
  ])("refuses an argument of %j", (context, fault) => {
    const long = { pattern: "[\\s\\S]*", maxLength: 2000 };
    const application = { ...withArguments("{context}"), context: long };
    const refused = { ok: false, error: { part: "arguments", slot: "context", fault } };
    expect(handover(handoverFacts({ application, context }))).toStrictEqual(refused);
  });

  it("lets a value that begins like an option follow what the policy writes before it", () => {
    expect(argumentsFor("-1/@+", "--number={context}")).toMatchObject({
      value: { arguments: ["--number=-1/@+"] },
    });
    expect(argumentsFor("-1", "{userId}{context}")).toMatchObject({ value: { arguments: ["u-7f3a9c-1"] } });
  });

  it("keeps letters and digits of every script", () => {
    expect(argumentsFor("café 文書 ٣", "{context}")).toMatchObject({ value: { arguments: ["café 文書 ٣"] } });
  });

  it("refuses a variable's value for the same characters", () => {
    const application = anOpenApplication(aHandover({ environment: { LINK: "{context}" } }));
    expect(handover(handoverFacts({ application, context: "-ok" })).ok).toBe(true);
    expect(handover(handoverFacts({ application, context: "%PATH%" }))).toStrictEqual({
      ok: false,
      error: { part: "environment", slot: "context", fault: "character" },
    });
  });

  it("asks again whether the deep link is one that the application declares", () => {
    const declared = anApplication({ context: { pattern: "[a-z]+", maxLength: 3 } });
    const about = (application: typeof declared, context: string) =>
      handover(handoverFacts({ application, context }));
    const fault = (name: string) => ({ ok: false, error: { part: "context", slot: "context", fault: name } });
    expect(about(declared, "abc").ok).toBe(true);
    expect(about(declared, "abcd")).toStrictEqual(fault("not_of_pattern"));
    expect(about(declared, "ab1")).toStrictEqual(fault("not_of_pattern"));
    expect(about(anApplication(), "abc")).toStrictEqual(fault("not_declared"));
  });

  it("percent-encodes everything but the unreserved characters of RFC 3986", () => {
    const url = "https://treasury.example/open/{context}?q={context}";
    expect(opening({ url }, "a b/c?d#e!'()*~é")).toMatchObject({
      value: {
        browser: {
          url: "https://treasury.example/open/a%20b%2Fc%3Fd%23e%21%27%28%29%2A~%C3%A9?q=a%20b%2Fc%3Fd%23e%21%27%28%29%2A~%C3%A9",
        },
      },
    });
  });

  it.each([
    ["https://treasury.example/open/{context}", "https://treasury.example/open"],
    ["https://treasury.example/open/{context}/", "https://treasury.example/open/"],
    ["https://treasury.example/{context}", "https://treasury.example/"],
    ["https://treasury.example", "https://treasury.example/"],
    ["https://treasury.example?a={context}", "https://treasury.example/"],
    ["https://treasury.example/x?a={context}&b=1#c", "https://treasury.example/x?b=1#c"],
  ])("leaves the part without a value out of %s", (url, opened) => {
    expect(opening({ url })).toMatchObject({ value: { browser: { url: opened } } });
  });

  it.each(["..", ".", "a/../b", "..\\a", "a/.."])(
    "refuses the step %j in a path, and not in a query",
    (context) => {
      const fault = { ok: false, error: { part: "browser", slot: "context", fault: "leaves_path" } };
      expect(opening({}, context)).toStrictEqual(fault);
      expect(opening({ url: "https://treasury.example/x?to={context}" }, context).ok).toBe(true);
    },
  );

  it("refuses a step that the policy's own text completes", () => {
    const fault = { ok: false, error: { part: "browser", slot: "userId", fault: "leaves_path" } };
    const application = anOpenApplication(
      aHandover({ browser: aBrowser({ url: "https://treasury.example/a/%2{userId}." }) }),
    );
    expect(handover(handoverFacts({ application, userId: "e" }))).toStrictEqual(fault);
  });

  it.each(["a\nb", "a\u{202e}b", "\u{dc00}", "a\u{2028}"])("refuses %j in an address", (context) => {
    const fault = { ok: false, error: { part: "browser", slot: "context", fault: "character" } };
    expect(opening({}, context)).toStrictEqual(fault);
    expect(opening({ url: "https://treasury.example/?to={context}" }, context)).toStrictEqual(fault);
  });

  it("refuses a value that is too long for an address", () => {
    const application = {
      ...anOpenApplication(aHandover({ browser: aBrowser() })),
      context: { pattern: "a*", maxLength: 2000 },
    };
    expect(handover(handoverFacts({ application, context: "a".repeat(1025) }))).toMatchObject({
      error: { part: "browser", fault: "too_long" },
    });
  });

  it("throws for an address that no check has seen", () => {
    expect(() => opening({ url: "https://{context}.example/" })).toThrow("the policy was not checked");
    expect(() => opening({ url: "https://treasury.example/#{context}" })).toThrow(
      "the policy was not checked",
    );
  });

  it("plans cookies whose tokens name the groups that were asked for and are held", () => {
    const token = aToken({
      groups: ["staff", "admins"],
      groupsByProvider: { campus: ["guests"], other: ["staff"] },
    });
    const cookies = [aCookie({ token }), aCookie({ name: "second", domain: "treasury.example" })];
    const application = anOpenApplication(aHandover({ browser: aBrowser({ cookies }) }));
    const planned = { name: "session", domain: null, path: "/", sameSite: "Lax" };
    const request = { audience: "https://treasury.example", seconds: 300 };
    expect(handover(handoverFacts({ application, groups: ["guests", "staff", "unasked"] }))).toMatchObject({
      value: {
        browser: {
          cookies: [
            { ...planned, token: { ...request, groups: ["staff", "guests"] } },
            {
              ...planned,
              name: "second",
              domain: "treasury.example",
              token: { ...request, groups: ["staff"] },
            },
          ],
          frontChannel: null,
        },
      },
    });
  });

  it("opens the front channel's address instead", () => {
    const frontChannel = aFrontChannel({ url: "https://treasury.example/redeem?to={context}" });
    expect(opening({ frontChannel }, "a/b")).toMatchObject({
      value: {
        browser: {
          url: "https://treasury.example/redeem?to=a%2Fb",
          cookies: [],
          frontChannel: {
            parameter: "code",
            token: { audience: "https://treasury.example", groups: ["staff"], seconds: 300 },
          },
        },
      },
    });
  });
});

describe("withToken", () => {
  it("adds one value to the query, before the fragment", () => {
    expect(withToken("https://a.example/r", "code", "x.y")).toBe("https://a.example/r?code=x.y");
    expect(withToken("https://a.example/r?to=a%20b#top#", "code", "x&y")).toBe(
      "https://a.example/r?to=a%20b&code=x%26y#top#",
    );
  });
});
