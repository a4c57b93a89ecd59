import { describe, expect, it } from "vitest";
import { aHandoverInput, atHandover, TREASURY_TOKEN } from "../support/handover-policies.ts";
import type { Json } from "../support/policies.ts";
import { issuesOf } from "../support/policy-issues.ts";

const at = (...rest: readonly (string | number)[]) => atHandover("browser", "cookies", ...rest).join(".");

const withCookies = (url: string, ...cookies: readonly { [key: string]: Json }[]) =>
  issuesOf(
    aHandoverInput([
      atHandover("browser"),
      { url, cookies: cookies.map((cookie) => ({ name: "session", token: TREASURY_TOKEN, ...cookie })) },
    ]),
  );

describe("checkCookies", () => {
  it.each([
    ["https://treasury.example/", "treasury.example"],
    ["https://app.treasury.example:8443/", "treasury.example"],
    ["https://192.0.2.7/", "192.0.2.7"],
  ])("accepts at %s the domain %s", (url, domain) => {
    expect(withCookies(url, { domain })).toStrictEqual([]);
  });

  it.each([
    ["https://treasury.example/", "app.treasury.example"],
    ["https://eviltreasury.example/", "treasury.example"],
    ["https://treasury.example/", "other.example"],
    ["https://192.0.2.7/", "2.7"],
    ["https://[2001:db8::1]/", "db8.example"],
  ])("refuses at %s the domain %s", (url, domain) => {
    expect(withCookies(url, { domain })).toStrictEqual([
      `${at(0, "domain")} must be the host of the \`url\`, or a domain that it is in; or left out`,
    ]);
  });

  it.each([
    ["https://treasury.example/open/{context}", "/open"],
    ["https://treasury.example/open/{context}", "/open/"],
    ["https://treasury.example/open", "/open"],
    ["https://treasury.example/{context}", "/"],
  ])("accepts at %s the path %s", (url, path) => {
    expect(withCookies(url, { path })).toStrictEqual([]);
  });

  it.each([
    ["https://treasury.example/opened", "/open"],
    ["https://treasury.example/{context}", "/open"],
    ["https://treasury.example/open", "/open/"],
    ["https://treasury.example", "/open"],
    ["https://treasury.example/open#{userId}", "/open"],
  ])("refuses at %s the path %s", (url, path) => {
    expect(withCookies(url, { path })).toContain(
      `${at(0, "path")} must lead to the path of the \`url\`, or the first request goes without the cookie`,
    );
  });

  it("holds a __Host- name to what browsers ask of it", () => {
    const url = "https://treasury.example/open";
    expect(withCookies(url, { name: "__Host-session" })).toStrictEqual([]);
    expect(withCookies(url, { name: "__Secure-session", domain: "treasury.example" })).toStrictEqual([]);
    expect(withCookies(url, { name: "__host-session", domain: "treasury.example" })).toStrictEqual([
      `${at(0, "domain")} must be left out of a cookie named \`__Host-…\``,
    ]);
    expect(withCookies(url, { name: "__Host-session", path: "/open" })).toStrictEqual([
      `${at(0, "path")} must be \`/\` in a cookie named \`__Host-…\``,
    ]);
  });

  it("refuses a cookie that replaces another", () => {
    const url = "https://treasury.example/";
    expect(withCookies(url, {}, { domain: "treasury.example" }, { sameSite: "Strict" })).toStrictEqual([
      `${at(2)} has the name, domain and path of an earlier one, which it would replace`,
    ]);
  });
});
