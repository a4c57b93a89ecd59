import { describe, expect, it } from "vitest";
import type { ClientAuthentication } from "../../functions/core/policy-identity.ts";
import { refusal } from "../../functions/core/refusal.ts";
import { err } from "../../functions/core/result.ts";
import { authenticationSource } from "../../functions/wiring/client-credentials.ts";
import { aSigner, THROTTLED } from "../support/signers.ts";

const START = 1_000_000;
const KMS: ClientAuthentication = {
  method: "private_key_jwt",
  key: "kms:alias/streamgate-signing",
  keyId: "client-1",
  algorithm: "RS256",
};
const refused = err(refusal("client_secret_unavailable", { ...THROTTLED }));

function stage(method = KMS) {
  const signer = aSigner();
  const asked: string[] = [];
  const clock = { now: START };
  const source = authenticationSource(method, {
    secret: async (reference) => {
      asked.push(reference);
      return "the-secret";
    },
    signerOf: (reference) => {
      if (!reference.startsWith("kms:")) return undefined;
      asked.push(reference);
      return signer;
    },
    now: () => clock.now,
  });
  return { source, signer, asked, clock };
}

describe("authenticationSource, of a key in KMS", () => {
  it("has the key sign once before anybody is sent away, and asks no store of secrets", async () => {
    const { source, signer, asked } = stage();
    expect(signer.signed).toHaveLength(0);
    for (const _ of [1, 2, 3]) expect(await source()).toMatchObject({ ok: true });
    expect(signer.signed.map((data) => Buffer.from(data).toString())).toStrictEqual([
      "streamgate: does this key sign?",
    ]);
    expect(asked).toStrictEqual(["kms:alias/streamgate-signing"]);
  });

  it("refuses while it does not sign, and asks again every five seconds", async () => {
    const { source, signer, clock } = stage();
    signer.fail(THROTTLED);
    expect(await source()).toStrictEqual(refused);
    signer.fail(undefined);
    clock.now += 4_999;
    expect(await source()).toStrictEqual(refused);
    clock.now += 1;
    expect(await source()).toMatchObject({ ok: true });
  });

  it("finds out within five minutes that it signs no more", async () => {
    const { source, signer, clock } = stage();
    await source();
    signer.fail(THROTTLED);
    clock.now += 299_999;
    expect(await source()).toMatchObject({ ok: true });
    clock.now += 1;
    expect(await source()).toStrictEqual(refused);
  });
});

describe("authenticationSource, of a secret", () => {
  it("reads it once in five minutes, and asks no key", async () => {
    const { source, signer, asked, clock } = stage({ method: "client_secret_basic", secret: "secret:a" });
    expect(await source()).toMatchObject({ ok: true });
    clock.now += 299_999;
    expect(await source()).toMatchObject({ ok: true });
    expect([asked, signer.signed]).toStrictEqual([["secret:a"], []]);
  });

  it("reads it anew after that, so that a new one needs no deployment", async () => {
    const { source, asked, clock } = stage({ method: "client_secret_basic", secret: "secret:a" });
    await source();
    clock.now += 300_000;
    expect(await source()).toMatchObject({ ok: true });
    expect(asked).toStrictEqual(["secret:a", "secret:a"]);
  });

  it("reads none for a public client", async () => {
    const { source, asked } = stage({ method: "none" });
    expect(await source()).toMatchObject({ ok: true });
    expect(asked).toStrictEqual([]);
  });
});
