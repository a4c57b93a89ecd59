import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isAppStreamUserId } from "../../functions/core/principal.ts";
import { createPseudonym } from "../../functions/identity/pseudonym.ts";

const KEY = new Uint8Array(32).fill(7);
const pseudonym = createPseudonym(KEY);

describe("createPseudonym", () => {
  /** Computed apart from this code, with Python's hmac and base64; if one changes, every home folder in production is lost. */
  it.each([
    ["corporate", "5c1d0f7e-3b92-4a68-9e04-d7f6a8b2c315", "altgg5oq5v62jhaumx2expbg756pdqjg"],
    ["partner", "5c1d0f7e-3b92-4a68-9e04-d7f6a8b2c315", "7jude2zbl4422nnesowqybowksh34qma"],
    ["corporate", "", "mwco5evsfyxmttgylgvyvjeb3ilg6syn"],
    ["corporate", "José 🛫", "cii4jgpdkw474ol5uu7mhprtltihiyue"],
  ])("names (%s, %s) %s, now and for ever", (identityProvider, subject, userId) => {
    expect(pseudonym(identityProvider, subject)).toBe(userId);
  });

  it("gives 32 characters of lower-case base32, which AppStream takes", () => {
    for (let count = 0; count < 2_000; count += 1) {
      const userId = pseudonym("corporate", randomBytes(count % 200).toString("base64"));
      expect(userId).toMatch(/^[a-z2-7]{32}$/);
      expect(isAppStreamUserId(userId)).toBe(true);
    }
  });

  it("uses every letter of the alphabet at every place", () => {
    const seen = Array.from({ length: 32 }, () => new Set<string>());
    for (let count = 0; count < 2_000; count += 1) {
      for (const [place, letter] of [...pseudonym("corporate", String(count))].entries()) {
        seen[place]?.add(letter);
      }
    }
    expect(seen.map(({ size }) => size)).toStrictEqual(seen.map(() => 32));
  });

  it("depends on the key", () => {
    expect(createPseudonym(new Uint8Array(32).fill(8))("a", "b")).not.toBe(pseudonym("a", "b"));
  });

  it("tells the same subject of two providers apart", () => {
    expect(pseudonym("corporate", "ana")).not.toBe(pseudonym("partner", "ana"));
  });

  it("tells every way to cut one text into provider and subject apart", () => {
    const text = "corporateana";
    const cuts = Array.from(text, (_letter, at) => pseudonym(text.slice(0, at), text.slice(at)));
    expect(new Set(cuts).size).toBe(text.length);
  });

  it("tells subjects with U+0000 apart; a provider's id cannot hold one", () => {
    const names = [
      pseudonym("a", "b\u0000c"),
      pseudonym("a", "bc"),
      pseudonym("a", "b"),
      pseudonym("a", "\u0000bc"),
      pseudonym("ab", "\u0000c"),
      pseudonym("ab", "c"),
      pseudonym("b", "a\u0000c"),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it("compares subjects exactly: case, space and normal form count", () => {
    const subjects = ["josé", "jose\u0301", "José", "josé ", " josé"];
    expect(new Set(subjects.map((subject) => pseudonym("a", subject))).size).toBe(subjects.length);
  });

  it("gives 200,000 random identities 200,000 names", () => {
    const names = new Set<string>();
    for (let count = 0; count < 200_000; count += 1) {
      names.add(pseudonym(count % 2 === 0 ? "corporate" : "partner", randomBytes(16).toString("base64url")));
    }
    expect(names.size).toBe(200_000);
  });

  it.each([0, 16, 31])("refuses a key of %i bytes", (length) => {
    expect(() => createPseudonym(new Uint8Array(length))).toThrow(
      new TypeError("the pseudonym key needs at least 32 bytes"),
    );
  });
});
