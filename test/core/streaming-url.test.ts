import { describe, expect, it } from "vitest";
import { checkStreamingUrl, type StreamingUrlRules } from "../../functions/core/streaming-url.ts";

const rules: StreamingUrlRules = { region: "eu-west-1", customDomain: null, emulatorOrigin: undefined };
const HOST = "appstream2.eu-west-1.aws.amazon.com";
const ANSWER = `https://${HOST}/authenticate?parameters=eyJ0eXBlIjoiRU5EX1VTRVIifQ%3D%3D&x=a+b`;

const check = (answer: string, deviation: Partial<StreamingUrlRules> = {}) =>
  checkStreamingUrl(answer, { ...rules, ...deviation });

const refused = (host: string | null, region = "eu-west-1") => ({
  ok: false,
  error: { reason: "streaming_url_foreign_host", evidence: { region, host } },
});

describe("checkStreamingUrl", () => {
  it("passes on a URL of the Region's own host, path and query untouched", () => {
    expect(check(ANSWER)).toStrictEqual({ ok: true, value: ANSWER });
  });

  it("passes on what a browser reads as the same host, in normal form", () => {
    expect(check(`HTTPS://APPSTREAM2.eu-west-1.aws.amazon.com:443/a?b#c`)).toStrictEqual({
      ok: true,
      value: `https://${HOST}/a?b#c`,
    });
  });

  it.each([
    ["eu-west-1", HOST],
    ["eu-west-1", "appstream2-fips.eu-west-1.aws.amazon.com"],
    ["us-east-1", "appstream2-fips.us-east-1.aws.amazon.com"],
    ["us-gov-west-1", "appstream2.us-gov-west-1.amazonaws-us-gov.com"],
    ["us-gov-west-1", "appstream2-fips.us-gov-west-1.amazonaws-us-gov.com"],
    ["us-gov-east-1", "appstream2.us-gov-east-1.amazonaws-us-gov.com"],
    ["cn-north-1", "appstream2.cn-north-1.amazonaws.cn"],
    ["cn-north-1", "appstream2-fips.cn-north-1.amazonaws.cn"],
  ])("knows AppStream's host of %s: %s", (region, host) => {
    expect(check(`https://${host}/a?b`, { region })).toStrictEqual({
      ok: true,
      value: `https://${host}/a?b`,
    });
  });

  it.each([
    [
      "another Region",
      `https://appstream2.us-east-1.aws.amazon.com/a`,
      "appstream2.us-east-1.aws.amazon.com",
    ],
    ["a host that only begins like ours", `https://${HOST}.evil.example/a`, `${HOST}.evil.example`],
    ["a host that only ends like ours", `https://evil-${HOST}/a`, `evil-${HOST}`],
    ["a host below ours", `https://evil.${HOST}/a`, `evil.${HOST}`],
    ["a host above ours", "https://eu-west-1.aws.amazon.com/a", "eu-west-1.aws.amazon.com"],
    ["a root dot", `https://${HOST}./a`, `${HOST}.`],
    [
      "another service",
      "https://appstream3.eu-west-1.aws.amazon.com/a",
      "appstream3.eu-west-1.aws.amazon.com",
    ],
    [
      "GovCloud's suffix",
      "https://appstream2.eu-west-1.amazonaws-us-gov.com/a",
      "appstream2.eu-west-1.amazonaws-us-gov.com",
    ],
    ["China's suffix", "https://appstream2.eu-west-1.amazonaws.cn/a", "appstream2.eu-west-1.amazonaws.cn"],
    [
      "the API's own host",
      "https://appstream2.eu-west-1.amazonaws.com/a",
      "appstream2.eu-west-1.amazonaws.com",
    ],
    [
      "a host of another script",
      `https://appstre\u0430m2.eu-west-1.aws.amazon.com/a`,
      "xn--appstrem2-6yh.eu-west-1.aws.amazon.com",
    ],
    ["our host in the path", `https://evil.example/${HOST}`, "evil.example"],
    ["our host in the query", `https://evil.example?${HOST}`, "evil.example"],
    ["our host in the fragment", `https://evil.example#${HOST}`, "evil.example"],
    ["our host as user name", `https://${HOST}@evil.example/a`, "evil.example"],
    ["a backslash before the real host", `https://evil.example\\@${HOST}/a`, "evil.example"],
    ["an address", "https://127.0.0.1/a", "127.0.0.1"],
  ])("refuses %s", (_, answer, host) => {
    expect(check(answer)).toStrictEqual(refused(host));
  });

  it.each([
    ["http", `http://${HOST}/a`],
    ["ftp", `ftp://${HOST}/a`],
    ["a WebSocket", `wss://${HOST}/a`],
    ["a scheme nobody knows", `appstream://${HOST}/a`],
    ["a user name", `https://ana@${HOST}/a`],
    ["a password", `https://:secret@${HOST}/a`],
    ["a user name and a password", `https://ana:secret@${HOST}/a`],
    ["another port", `https://${HOST}:8443/a`],
    ["http's port", `https://${HOST}:80/a`],
  ])("refuses %s even with our host", (_, answer) => {
    expect(check(answer)).toStrictEqual(refused(HOST));
  });

  it.each([
    "javascript:alert(1)",
    `javascript://${HOST}/%0aalert(1)`,
    "data:text/html,hello",
    `blob:https://${HOST}/7b1d`,
    "file:///etc/passwd",
    "about:blank",
  ])("refuses %s", (answer) => {
    expect(check(answer)).toMatchObject({ ok: false, error: { reason: "streaming_url_foreign_host" } });
  });

  it.each([
    "",
    " ",
    "/authenticate",
    "//evil.example/a",
    HOST,
    "https://",
    "https://a b/",
    "null",
    "undefined",
  ])("refuses %j, which is no URL", (answer) => {
    expect(check(answer)).toStrictEqual(refused(null));
  });

  it("names the Region it asked in its refusal, and no more than 100 characters of the host", () => {
    const host = `${"a".repeat(60)}.${"b".repeat(60)}.example`;
    expect(check(`https://${host}/MARKER?MARKER`, { region: "us-east-1" })).toStrictEqual(
      refused(host.slice(0, 100), "us-east-1"),
    );
  });

  describe("with a custom domain", () => {
    const customDomain = "desk.campus.example";

    it("replaces the host and keeps path, query and fragment", () => {
      expect(check(`${ANSWER}#top`, { customDomain })).toStrictEqual({
        ok: true,
        value: `${ANSWER}#top`.replace(HOST, customDomain),
      });
    });

    it("checks AppStream's host first: the custom domain itself is no answer", () => {
      expect(check(`https://${customDomain}/a`, { customDomain })).toStrictEqual(refused(customDomain));
      expect(check("https://evil.example/a", { customDomain })).toStrictEqual(refused("evil.example"));
      expect(check(`http://${HOST}/a`, { customDomain })).toStrictEqual(refused(HOST));
    });
  });

  describe("with an emulator", () => {
    const emulatorOrigin = "http://127.0.0.1:4566";

    it("passes on a URL of the emulator's origin", () => {
      expect(check(`${emulatorOrigin}/stream/1?p=a%2Fb`, { emulatorOrigin })).toStrictEqual({
        ok: true,
        value: `${emulatorOrigin}/stream/1?p=a%2Fb`,
      });
    });

    it("leaves the emulator's host although the fleet has a custom domain", () => {
      expect(
        check(`${emulatorOrigin}/stream/1`, { emulatorOrigin, customDomain: "desk.campus.example" }),
      ).toStrictEqual({ ok: true, value: `${emulatorOrigin}/stream/1` });
    });

    it.each([
      ["another port", "http://127.0.0.1:4567/a", "127.0.0.1"],
      ["no port", "http://127.0.0.1/a", "127.0.0.1"],
      ["another scheme", "https://127.0.0.1:4566/a", "127.0.0.1"],
      ["another name of the same host", "http://localhost:4566/a", "localhost"],
      ["a host that only begins like it", "http://127.0.0.1:4566.evil.example/a", null],
      ["it as user name and password", "http://127.0.0.1:4566@evil.example/a", "evil.example"],
      ["it in the query", "http://evil.example/?http://127.0.0.1:4566", "evil.example"],
    ])("refuses %s", (_, answer, host) => {
      expect(check(answer, { emulatorOrigin })).toStrictEqual(refused(host));
    });

    it.each([`blob:${emulatorOrigin}/x`, emulatorOrigin.replace("//", "//user:secret@")])(
      "refuses %s, which only resembles the emulator's origin",
      (answer) => {
        expect(check(answer, { emulatorOrigin }).ok).toBe(false);
      },
    );

    it("still knows AppStream's own hosts", () => {
      expect(check(ANSWER, { emulatorOrigin })).toStrictEqual({ ok: true, value: ANSWER });
    });

    it("refuses the emulator's origin where none is set", () => {
      expect(check(`${emulatorOrigin}/stream/1`)).toStrictEqual(refused("127.0.0.1"));
    });

    it("compares origins exactly: a rule that is no origin matches nothing", () => {
      const answer = "http://127.0.0.1:4566/stream/1";
      for (const rule of ["", "http://127.0.0.1:4566/", "127.0.0.1:4566", "http://127.0.0.1"]) {
        expect(check(answer, { emulatorOrigin: rule })).toStrictEqual(refused("127.0.0.1"));
      }
    });
  });
});
