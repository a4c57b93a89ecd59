import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import { createFleetKeys } from "../../functions/identity/fleet-keys.ts";

const REFERENCE = "secret:streamgate/fleet-keys/treasury";
const DATE = 1_795_165_200;
const BODY = Buffer.from('{"context":"v1"}');
const [OLD, NEW] = ["o".repeat(43), "n".repeat(43)];

function signedWith(key: string, body = BODY, date = DATE) {
  const digest = createHash("sha256").update(body).digest("hex");
  const text = `streamgate-redeem-v1\n${date}\n${digest}`;
  return { fleet: "f", date, signature: createHmac("sha256", key).update(text).digest("base64url") };
}

function keysOf(secret: string) {
  const asked: string[] = [];
  const keys = createFleetKeys(async (reference) => {
    asked.push(reference);
    return secret;
  });
  return { keys, asked };
}

describe("createFleetKeys", () => {
  it("knows what the fleet's key signed, and reads no other", async () => {
    const { keys, asked } = keysOf(`${NEW}\n`);
    expect(await keys.verify(REFERENCE, signedWith(NEW), BODY)).toStrictEqual(ok(true));
    expect(asked).toStrictEqual([REFERENCE]);
  });

  it("knows both keys while one replaces the other", async () => {
    const { keys } = keysOf(`${NEW}, ${OLD}`);
    for (const key of [OLD, NEW]) {
      expect(await keys.verify(REFERENCE, signedWith(key), BODY)).toStrictEqual(ok(true));
    }
  });

  it.each([
    ["of another key", signedWith(OLD)],
    ["of another body", signedWith(NEW, Buffer.from("{}"))],
    ["moved to another moment", { ...signedWith(NEW), date: DATE + 1 }],
    ["that is too short", { ...signedWith(NEW), signature: "AAAA" }],
  ])("knows no signature %s", async (_name, signature) => {
    expect(await keysOf(NEW).keys.verify(REFERENCE, signature, BODY)).toStrictEqual(ok(false));
  });

  it.each([
    ["a key of less than 256 bits", NEW.slice(1)],
    ["a short key beside a good one", `${NEW},short`],
    ["three keys", `${NEW},${OLD},${NEW}`],
    ["no key", ""],
  ])("signs nobody in with %s", async (_name, secret) => {
    const signature = signedWith(secret.split(",", 1)[0] ?? "");
    expect(await keysOf(secret).keys.verify(REFERENCE, signature, BODY)).toStrictEqual(err("unavailable"));
  });

  it("says that a key cannot be had", async () => {
    const keys = createFleetKeys(() => Promise.reject(new Error("away")));
    expect(await keys.verify(REFERENCE, signedWith(NEW), BODY)).toStrictEqual(err("unavailable"));
  });
});
