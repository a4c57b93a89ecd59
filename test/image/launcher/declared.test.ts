import { describe, expect, it } from "vitest";
import { parseAnswer, type RedeemedLaunch } from "../../../image/launcher/answer.ts";
import { declaredStart } from "../../../image/launcher/declared.ts";
import { aLaunch } from "../../support/launcher-broker.ts";

const PROGRAM = {
  program: "/usr/bin/treasury",
  arguments: ["--kiosk"],
  accepts: { arguments: ["--profile=treasury", "--open=*", "*"], environment: ["TREASURY_USER"] },
};
const BROWSER = {
  browser: "edge",
  origins: ["https://app.treasury.example", "https://login.treasury.example"],
};
const COOKIE = {
  name: "session",
  value: "v",
  domain: "app.treasury.example",
  path: "/",
  secure: true,
  httpOnly: true,
  sameSite: "Lax",
  expires: 2_000_000_000,
} as const;

function program(words: readonly string[]) {
  const start = declaredStart(aLaunch({ arguments: [...words] }), PROGRAM);
  return start.ok && start.value.kind === "program" ? start.value.arguments : start.ok || start.error.reason;
}

function browser(url: string, cookie: Readonly<Record<string, unknown>> = {}) {
  const target = { url, cookies: [{ ...COOKIE, ...cookie }] };
  const launch: unknown = aLaunch({
    arguments: [],
    environment: {},
    browser: target as RedeemedLaunch["browser"],
  });
  const parsed = parseAnswer(JSON.stringify(launch));
  if (!parsed.ok) return parsed.error;
  const start = declaredStart(parsed.value, BROWSER);
  return start.ok && start.value.kind === "browser"
    ? start.value.cookies[0]?.domain
    : start.ok || start.error.reason;
}

describe("declaredStart of a program", () => {
  it.each([
    [[]],
    [["--profile=treasury"]],
    [["--open=-5", "a/b"]],
    [["--profile=treasury", "--open=Straße 7", "Señora"]],
  ])("takes %j, which leaves out what has no value", (words) => {
    expect(program(words)).toEqual(["--kiosk", ...words]);
  });

  it.each([
    [["--open=a", "--profile=treasury"]],
    [["--profile=other"]],
    [["--open="]],
    [["-x"]],
    [["/x"]],
    [["\\\\files.example\\share\\x"]],
    [["--profile=treasury", "--open=a", "b", "c"]],
    [["--open=a%PATH%"]],
  ])("refuses %j", (words) => {
    expect(program(words)).toBe("arguments_undeclared");
  });
});

describe("declaredStart of a browser", () => {
  const url = "https://app.treasury.example/open/1";

  it.each([
    ["app.treasury.example", "app.treasury.example"],
    [null, "app.treasury.example"],
    ["login.treasury.example", "login.treasury.example"],
    ["treasury.example", ".treasury.example"],
    [".treasury.example", ".treasury.example"],
  ])("gives a cookie of %j to %s", (domain, placed) => {
    expect(browser(url, { domain })).toBe(placed);
  });

  it.each(["example", "other.example", "x.app.treasury.example", "asury.example", ".example"])(
    "refuses a cookie of %s",
    (domain) => {
      expect(browser(url, { domain })).toBe("cookie_undeclared");
    },
  );

  it.each([
    "https://treasury.example/",
    "https://app.treasury.example.evil.example/",
    "https://app.treasury.example:8443/",
    "http://app.treasury.example/",
    "https://user@app.treasury.example/",
  ])("refuses to open %s", (address) => {
    expect(browser(address)).toBe("address_undeclared");
  });

  it.each([
    { httpOnly: false },
    { secure: false },
    { sameSite: "lax" },
    { value: "a;b" },
    { value: 'a"b' },
    { name: "a=b" },
    { path: "x" },
    { expires: 1.5 },
    { partitioned: true },
  ])("takes an answer with a cookie of %j for malformed", (change) => {
    expect(browser(url, change)).toBe("answer_malformed");
  });

  it("refuses flags and variables for a browser", () => {
    const target = { url, cookies: [] };
    const flagged = aLaunch({ arguments: ["--incognito"], environment: {}, browser: target });
    expect(declaredStart(flagged, BROWSER)).toMatchObject({ error: { reason: "arguments_undeclared" } });
    const set = aLaunch({ arguments: [], environment: { CHROME_LOG_FILE: "/x" }, browser: target });
    expect(declaredStart(set, BROWSER)).toMatchObject({ error: { reason: "environment_undeclared" } });
    const none = aLaunch({ arguments: [], environment: {}, browser: null });
    expect(declaredStart(none, BROWSER)).toMatchObject({ error: { reason: "address_undeclared" } });
  });
});
