import { hkdfSync, randomBytes } from "node:crypto";
import { CompactEncrypt, type CompactJWEHeaderParameters, FlattenedEncrypt } from "jose";
import { describe, expect, it } from "vitest";
import { createSealer, type SealingKey } from "../../functions/identity/sealer.ts";
import type { SealPurpose } from "../../functions/ports.ts";
import { base64url } from "../support/identity-builders.ts";

const KEY: SealingKey = { id: "2026-a", secret: new Uint8Array(randomBytes(32)) };
const PURPOSES: readonly SealPurpose[] = ["broker-session", "login-transaction", "launch-context"];

const sealer = createSealer([KEY]);
const seal = (plaintext = "who this browser is") => sealer.seal("broker-session", plaintext);
const open = (sealed: string) => sealer.open("broker-session", sealed);

/** The key the sealer derives for a purpose, so that a forger with the right bytes can be played. */
function derivedKey({ secret }: SealingKey, purpose: SealPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), `streamgate/${purpose}/v1`, 32));
}

function encrypt(header: CompactJWEHeaderParameters, key: Uint8Array): Promise<string> {
  const full = { kid: KEY.id, typ: "broker-session", ...header };
  return new CompactEncrypt(new TextEncoder().encode("forged")).setProtectedHeader(full).encrypt(key);
}

function parts(sealed: string): string[] {
  return sealed.split(".");
}

function withPart(sealed: string, index: number, change: (part: string) => string): string {
  return parts(sealed)
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}

function withFirstBitFlipped(part: string): string {
  const bytes = Buffer.from(part, "base64url");
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString("base64url");
}

describe("createSealer", () => {
  it.each(PURPOSES)("opens what it sealed for %s", async (purpose) => {
    const sealed = await sealer.seal(purpose, "plaintext");
    expect(await sealer.open(purpose, sealed)).toBe("plaintext");
  });

  it.each(["", "ñ 界 🛫", '{"a":"\\u0000"}', "a".repeat(4000)])("keeps %j as it is", async (plaintext) => {
    expect(await open(await seal(plaintext))).toBe(plaintext);
  });

  it("seals the same text differently each time, and shows nothing of it", async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => seal("plaintext-to-hide")));
    expect(new Set(sealed).size).toBe(50);
    for (const text of sealed) {
      expect(text).toMatch(/^[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
      expect(text).not.toContain(base64url("plaintext-to-hide"));
    }
  });

  const crossings = PURPOSES.flatMap((sealedFor) =>
    PURPOSES.filter((openedFor) => openedFor !== sealedFor).map(
      (openedFor) => [sealedFor, openedFor] as const,
    ),
  );
  it.each(crossings)("refuses what was sealed for %s as %s", async (sealedFor, openedFor) => {
    expect(await sealer.open(openedFor, await sealer.seal(sealedFor, "x"))).toBeUndefined();
  });

  it("refuses another purpose's text under a header that names this one: the keys differ too", async () => {
    const forged = await encrypt({ alg: "dir", enc: "A256GCM" }, derivedKey(KEY, "login-transaction"));
    expect(await open(forged)).toBeUndefined();
  });

  it("refuses a text under the operator's key itself, from which the purposes' keys are derived", async () => {
    expect(await open(await encrypt({ alg: "dir", enc: "A256GCM" }, KEY.secret))).toBeUndefined();
  });

  it("refuses a text by another key under the same id", async () => {
    const other = createSealer([{ id: KEY.id, secret: new Uint8Array(randomBytes(32)) }]);
    expect(await open(await other.seal("broker-session", "x"))).toBeUndefined();
  });

  it.each([
    ["header", 0],
    ["initialisation vector", 2],
    ["ciphertext", 3],
    ["tag", 4],
  ])("refuses one changed bit in the %s", async (_name, index) => {
    expect(await open(withPart(await seal(), index, withFirstBitFlipped))).toBeUndefined();
  });

  it("refuses a truncated text at every length", async () => {
    const sealed = await seal();
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await open(sealed.slice(0, length)), `cut to ${length}`).toBeUndefined();
    }
  });

  it("refuses a shortened tag", async () => {
    const shorten = (tag: string) => Buffer.from(tag, "base64url").subarray(0, 12).toString("base64url");
    expect(await open(withPart(await seal(), 4, shorten))).toBeUndefined();
  });

  it("refuses an oversized text, and one of the largest size opens", async () => {
    const overhead = parts(await seal(""))
      .map(({ length }) => length)
      .reduce((sum, length) => sum + length, 4);
    const largest = await seal("a".repeat(Math.floor(((8_192 - overhead) * 3) / 4)));
    expect(largest.length).toBeLessThanOrEqual(8_192);
    expect(await open(largest)).toBeDefined();
    const larger = await seal("a".repeat(6_200));
    expect(larger.length).toBeGreaterThan(8_192);
    expect(await open(larger)).toBeUndefined();
  });

  it.each([
    "",
    ".",
    "....",
    "a.b.c.d.e",
    "null",
    "not sealed at all",
    "\u0000\u0000",
    `${base64url("null")}....`,
    `${base64url("[]")}....`,
    `${base64url('{"alg":"dir"')}....`,
    `${base64url(JSON.stringify({ kid: KEY.id, typ: "broker-session" }))}....`,
    `${base64url(JSON.stringify({ kid: 1, typ: "broker-session", alg: "dir", enc: "A256GCM" }))}.....`,
  ])("refuses %j", async (garbage) => {
    expect(await open(garbage)).toBeUndefined();
  });

  it("refuses an unknown key id, or none", async () => {
    const key = derivedKey(KEY, "broker-session");
    expect(await open(await encrypt({ alg: "dir", enc: "A256GCM" }, key)), "control").toBe("forged");
    for (const kid of ["2026-z", "", "__proto__", undefined]) {
      const header = { alg: "dir", enc: "A256GCM", kid } as CompactJWEHeaderParameters;
      expect(await open(await encrypt(header, key)), String(kid)).toBeUndefined();
    }
  });

  it("refuses a missing type", async () => {
    const header = { alg: "dir", enc: "A256GCM", typ: undefined } as unknown as CompactJWEHeaderParameters;
    expect(await open(await encrypt(header, derivedKey(KEY, "broker-session")))).toBeUndefined();
  });

  it("refuses to be made without a key", () => {
    expect(() => createSealer([])).toThrow(new TypeError("a sealer needs at least one key"));
  });
});

/** RFC 8725 §3.1: the algorithm is ours to choose, not the text's. */
describe("createSealer, against another algorithm with the right key", () => {
  const key = derivedKey(KEY, "broker-session");

  it.each([
    ["dir", "A128GCM", key.subarray(0, 16)],
    ["dir", "A192GCM", key.subarray(0, 24)],
    ["dir", "A128CBC-HS256", key],
    ["A256GCMKW", "A256GCM", key],
    ["A256KW", "A256GCM", key],
    ["A128KW", "A256GCM", key.subarray(0, 16)],
    ["PBES2-HS256+A128KW", "A256GCM", key],
    ["PBES2-HS512+A256KW", "A256GCM", key],
  ])("refuses alg %s with enc %s", async (alg, enc, usedKey) => {
    expect(await open(await encrypt({ alg, enc }, usedKey))).toBeUndefined();
  });

  it("refuses a critical header that it does not know", async () => {
    const jwe = await new FlattenedEncrypt(new TextEncoder().encode("forged"))
      .setProtectedHeader({
        ...{ alg: "dir", enc: "A256GCM", kid: KEY.id, typ: "broker-session" },
        ...{ crit: ["urn:example:unknown"], "urn:example:unknown": true },
      })
      .encrypt(key, { crit: { "urn:example:unknown": true } });
    const sealed = [jwe.protected, "", jwe.iv, jwe.ciphertext, jwe.tag].join(".");
    expect(await open(sealed)).toBeUndefined();
  });
});

describe("createSealer, while keys rotate", () => {
  const next: SealingKey = { id: "2026-b", secret: new Uint8Array(randomBytes(32)) };
  const rotating = createSealer([next, KEY]);

  it("opens with either key", async () => {
    expect(await rotating.open("broker-session", await seal("old"))).toBe("old");
    expect(await rotating.open("broker-session", await rotating.seal("broker-session", "new"))).toBe("new");
  });

  it("seals with the first", async () => {
    const sealed = await rotating.seal("broker-session", "new");
    expect(await createSealer([next]).open("broker-session", sealed)).toBe("new");
    expect(await open(sealed)).toBeUndefined();
  });

  it("refuses what a retired key sealed", async () => {
    expect(await createSealer([next]).open("broker-session", await seal())).toBeUndefined();
  });

  it("refuses the old key's text under the new key's id", async () => {
    const header = base64url(
      JSON.stringify({ alg: "dir", enc: "A256GCM", kid: next.id, typ: "broker-session" }),
    );
    expect(
      await rotating.open(
        "broker-session",
        withPart(await seal(), 0, () => header),
      ),
    ).toBeUndefined();
  });
});
