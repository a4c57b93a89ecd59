import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_REASON_LENGTH,
  plainParagraph,
  readComment,
  readReason,
} from "../../functions/core/approval-text.ts";
import { err, ok } from "../../functions/core/result.ts";

describe("readReason", () => {
  it("keeps what was written, as one paragraph", () => {
    expect(readReason("  the night batch\r\n\r\nhas\tto be started  ", 10)).toStrictEqual(
      ok("the night batch has to be started"),
    );
  });

  it.each([
    ["control characters", "a\u0000b\u001b[31mc\u009fd", "a b [31mc d"],
    [
      "marks that turn the writing direction",
      "pay \u202e0001\u202c now \u2067x\u2069\u200f",
      "pay 0001 now x",
    ],
    ["half characters", "a\ud800b", "a\ufffdb"],
  ])("takes no %s", (_what, text, kept) => {
    expect(plainParagraph(text)).toBe(kept);
  });

  it("counts as people do", () => {
    expect(readReason("🔧".repeat(MAX_REASON_LENGTH), 10)).toMatchObject({ ok: true });
    expect(readReason("🔧".repeat(MAX_REASON_LENGTH + 1), 10)).toStrictEqual(err("too_long"));
    expect(readReason("🔧".repeat(9), 10)).toStrictEqual(err("too_short"));
    expect(readReason(`x${" ".repeat(50)}`, 10)).toStrictEqual(err("too_short"));
  });

  it("never keeps more than it may, nor a character that is none, whatever is posted", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1_200 }), (text) => {
        const read = readReason(text, 1);
        if (!read.ok) return;
        expect([...read.value].length).toBeLessThanOrEqual(MAX_REASON_LENGTH);
        expect(read.value).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/v);
        expect(plainParagraph(read.value)).toBe(read.value);
      }),
    );
  });
});

describe("readComment", () => {
  it("is none where nothing was written", () => {
    expect(readComment(" \r\n ")).toStrictEqual(ok(null));
    expect(readComment("go ahead")).toStrictEqual(ok("go ahead"));
    expect(readComment("x".repeat(MAX_REASON_LENGTH + 1))).toStrictEqual(err("too_long"));
  });
});
