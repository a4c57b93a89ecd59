import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSealer, parseSealingKeys } from "../../functions/identity/sealer.ts";

const SECRET = randomBytes(32);
const ENCODED = SECRET.toString("base64url");
const OTHER = randomBytes(32).toString("base64url");

/** The message of the TypeError. */
function complaintAbout(text: string): string {
  try {
    parseSealingKeys(text);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  throw new Error("accepted");
}

describe("parseSealingKeys", () => {
  it("reads one key", () => {
    expect(parseSealingKeys(`2026-a:${ENCODED}`)).toStrictEqual([
      { id: "2026-a", secret: new Uint8Array(SECRET) },
    ]);
  });

  it("reads two keys in their order, with space around them", () => {
    const keys = parseSealingKeys(` new:${OTHER} , old:${ENCODED}\n`);
    expect(keys.map(({ id }) => id)).toStrictEqual(["new", "old"]);
  });

  it("reads a key alone, as Secrets Manager invents the first one, under the id it is written with later", () => {
    const invented = "Qm7pX2sLr9TzVw4yB6nDk1fGh3jC8aEeR5uIoPqWtYx";
    expect(parseSealingKeys(invented)).toStrictEqual(parseSealingKeys(`first:${invented}`));
    expect(parseSealingKeys(`new:${OTHER},${invented}`).map(({ id }) => id)).toStrictEqual(["new", "first"]);
  });

  it("gives keys that a sealer takes", async () => {
    const sealer = createSealer(parseSealingKeys(`a:${ENCODED}`));
    expect(await sealer.open("launch-context", await sealer.seal("launch-context", "x"))).toBe("x");
  });

  it.each([
    ["nothing", ""],
    ["an id without a key", "a"],
    ["a key without an id", `:${ENCODED}`],
    ["a short key without an id", ENCODED.slice(1)],
    ["a long key without an id", `${ENCODED}A`],
    ["31 bytes", `a:${SECRET.subarray(1).toString("base64url")}`],
    ["33 bytes", `a:${Buffer.concat([SECRET, SECRET.subarray(0, 1)]).toString("base64url")}`],
    ["hexadecimal", `a:${SECRET.toString("hex")}`],
    ["an id with a space", `a b:${ENCODED}`],
    ["an id of 33 characters", `${"a".repeat(33)}:${ENCODED}`],
    ["a comma at the end", `a:${ENCODED},`],
    ["a bad second key", `a:${ENCODED},b:${OTHER.slice(2)}`],
  ])("refuses %s", (_name, text) => {
    expect(complaintAbout(text)).toMatch(/^a sealing key is `id:key` with 32 bytes in base64url/);
  });

  it.each([
    ["three keys", `a:${ENCODED},b:${OTHER},c:${ENCODED}`],
    ["two keys with one id", `a:${ENCODED},a:${OTHER}`],
    ["two keys without an id", `${ENCODED},${OTHER}`],
    ["a key without an id beside the one that is called so", `first:${ENCODED},${OTHER}`],
  ])("refuses %s", (_name, text) => {
    expect(complaintAbout(text)).toMatch(/^sealing keys are one or two, with different ids/);
  });

  it.each([
    ["a broken key", `a:${ENCODED.slice(0, -3)}`],
    ["a key in the place of the id", `${ENCODED}:a`],
    ["a broken key alone", `${ENCODED}A`],
    ["two keys without an id", `${ENCODED},${OTHER}`],
    ["three keys", `a:${ENCODED},b:${OTHER},c:${ENCODED}`],
    ["two keys with one id", `a:${ENCODED},a:${OTHER}`],
    ["an id that is not ours", `secret-id!:${ENCODED}`],
  ])("shows nothing of %s in the error", (_name, text) => {
    const complaint = complaintAbout(text);
    for (const secret of [ENCODED, OTHER]) {
      for (let at = 0; at + 6 <= secret.length; at += 1) {
        expect(complaint).not.toContain(secret.slice(at, at + 6));
      }
    }
    expect(complaint).not.toContain("secret-id");
  });
});
