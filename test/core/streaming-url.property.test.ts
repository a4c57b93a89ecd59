import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStreamingUrl, type StreamingUrlRules } from "../../functions/core/streaming-url.ts";

const OWN = ["appstream2.eu-west-1.aws.amazon.com", "appstream2-fips.eu-west-1.aws.amazon.com"];
const rules: StreamingUrlRules = { region: "eu-west-1", customDomain: null, emulatorOrigin: undefined };

const own = fc.constantFrom(...OWN);
const separator = fc.constantFrom("", ".", "@", ":", "/", "\\", "?", "#", "%2f", "%00", "-", ":443", ":443@");
const host = fc.oneof(
  own,
  fc.domain(),
  fc.tuple(own, separator, fc.domain()).map((parts) => parts.join("")),
  fc.tuple(fc.domain(), separator, own).map((parts) => parts.join("")),
);
const scheme = fc.constantFrom(
  "https://",
  "http://",
  "https:",
  "HTTPS:\\\\",
  "//",
  "javascript:",
  "blob:https://",
  "data:",
);
const tail = fc.oneof(fc.constant(""), fc.webPath(), fc.string({ maxLength: 30 }), fc.webUrl());
const answers = fc.oneof(
  fc.tuple(scheme, host, tail).map((parts) => parts.join("")),
  fc.webUrl(),
  fc.string(),
);

describe("checkStreamingUrl", () => {
  it("accepts no URL whose host is not AppStream's own of the Region", () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const checked = checkStreamingUrl(answer, rules);
        if (!checked.ok) {
          expect(checked.error.reason).toBe("streaming_url_foreign_host");
          return;
        }
        for (const url of [new URL(answer), new URL(checked.value)]) {
          expect(OWN).toContain(url.hostname);
          expect(url.origin).toBe(`https://${url.hostname}`);
          expect(url.username + url.password + url.port).toBe("");
        }
        expect(checked.value).toBe(new URL(answer).href);
      }),
      { numRuns: 2000 },
    );
  });

  it("accepts with a custom domain exactly what it accepts without, and changes only the host", () => {
    const customDomain = "desk.campus.example";
    fc.assert(
      fc.property(answers, (answer) => {
        const plain = checkStreamingUrl(answer, rules);
        const replaced = checkStreamingUrl(answer, { ...rules, customDomain });
        expect(replaced.ok).toBe(plain.ok);
        if (!plain.ok || !replaced.ok) return;
        const before = new URL(plain.value);
        const after = new URL(replaced.value);
        expect(after.host).toBe(customDomain);
        expect(after.pathname + after.search + after.hash).toBe(
          before.pathname + before.search + before.hash,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the query of every accepted URL, byte for byte", () => {
    const query = fc.stringMatching(/^[A-Za-z0-9%=&+._~-]{0,80}$/);
    fc.assert(
      fc.property(own, query, (name, search) => {
        const answer = `https://${name}/authenticate?parameters=${search}`;
        expect(checkStreamingUrl(answer, rules)).toStrictEqual({ ok: true, value: answer });
      }),
    );
  });
});
