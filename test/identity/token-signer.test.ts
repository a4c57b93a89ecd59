import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { HandoverClaims } from "../../functions/core/handover-token.ts";
import { err, type Result } from "../../functions/core/result.ts";
import { createTokenSigner } from "../../functions/identity/token-signer.ts";
import type { PublishedSigner, TokenSigner } from "../../functions/ports.ts";
import { aPublishedSigner, aSigner, THROTTLED } from "../support/signers.ts";

const NOW = Date.parse("2026-07-08T10:00:00Z");
const CLAIMS: HandoverClaims = {
  iss: "https://broker.example",
  aud: "https://treasury.example",
  sub: "u-7f3a9c",
  groups: ["treasury"],
  name: "Ana García",
  iat: NOW / 1000,
  nbf: NOW / 1000,
  exp: NOW / 1000 + 300,
  jti: "token-1",
  launch_id: "launch-1",
};
const pem = ({ privateKey }: { readonly privateKey: KeyObject }) =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const p256 = () => pem(generateKeyPairSync("ec", { namedCurve: "P-256" }));
const rsa = () => pem(generateKeyPairSync("rsa", { modulusLength: 2048 }));

/** Secrets by reference, and how often each was read; keys in KMS by theirs. */
function stage(references: readonly string[], kms: ReadonlyMap<string, PublishedSigner> = new Map()) {
  const secrets = new Map<string, string>();
  const read: string[] = [];
  const clock = { now: NOW };
  const signer = createTokenSigner(references, {
    async secret(reference) {
      read.push(reference);
      const text = secrets.get(reference);
      if (text === undefined) throw new Error("cannot be read");
      return text;
    },
    signerOf: (reference) => kms.get(reference),
    now: () => clock.now,
  });
  return { signer, secrets, read, clock };
}

function present<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** As an application would, with the published keys alone. */
async function verified(token: string, signer: TokenSigner) {
  const { keys } = present(await signer.jwks());
  return await jwtVerify(token, createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) }), {
    issuer: "https://broker.example",
    audience: "https://treasury.example",
    currentDate: new Date(NOW),
  });
}

describe("createTokenSigner", () => {
  it.each([
    ["ES256", p256],
    ["RS256", rsa],
  ])("signs by %s what the published keys verify", async (alg, make) => {
    const { signer, secrets } = stage(["secret:a"]);
    secrets.set("secret:a", make());
    const { payload, protectedHeader } = await verified(present(await signer.sign(CLAIMS)), signer);
    expect(payload).toStrictEqual(CLAIMS);
    const [key] = present(await signer.jwks()).keys;
    expect(protectedHeader).toStrictEqual({ alg, kid: key?.kid, typ: "JWT" });
  });

  it("signs by a key in KMS whose public half it asks for once", async () => {
    let asked = 0;
    const inKms = aPublishedSigner();
    const counting: PublishedSigner = {
      ...inKms,
      async publicKey() {
        asked += 1;
        return await inKms.publicKey();
      },
    };
    const { signer, read } = stage(["kms:alias/a"], new Map([["kms:alias/a", counting]]));
    const token = present(await signer.sign(CLAIMS));
    expect((await verified(token, signer)).payload).toStrictEqual(CLAIMS);
    expect(present(await signer.jwks()).keys).toMatchObject([{ alg: "RS256" }]);
    expect([asked, read]).toStrictEqual([1, []]);
  });

  it("signs with the first key and publishes all, none of their private parts", async () => {
    const { signer, secrets } = stage(["secret:a", "secret:b", "secret:c"]);
    secrets
      .set("secret:a", p256())
      .set("secret:b", rsa())
      .set("secret:c", secrets.get("secret:a") ?? "");
    const { keys } = present(await signer.jwks());
    expect(keys.map(({ alg }) => alg)).toStrictEqual(["ES256", "RS256"]);
    expect(keys.map((key) => Object.keys(key).toSorted())).toStrictEqual([
      ["alg", "crv", "kid", "kty", "use", "x", "y"],
      ["alg", "e", "kid", "kty", "n", "use"],
    ]);
    const { protectedHeader } = await verified(present(await signer.sign(CLAIMS)), signer);
    expect(protectedHeader.kid).toBe(keys[0]?.kid);
  });

  it("keeps tokens of the former key good while both are published", async () => {
    const [former, next] = [p256(), rsa()];
    const before = stage(["secret:former"]);
    before.secrets.set("secret:former", former);
    const token = present(await before.signer.sign(CLAIMS));
    const after = stage(["secret:next", "secret:former"]);
    after.secrets.set("secret:next", next).set("secret:former", former);
    expect((await verified(token, after.signer)).payload).toStrictEqual(CLAIMS);
    const gone = stage(["secret:next"]);
    gone.secrets.set("secret:next", next);
    await expect(verified(token, gone.signer)).rejects.toThrow("no applicable key found");
  });

  it("says which key it could not have, and asks for it again after a while", async () => {
    const { signer, secrets, read, clock } = stage(["secret:a"]);
    const missing = err({ key: "secret:a", fault: "secret_unavailable" });
    expect(await signer.sign(CLAIMS)).toStrictEqual(missing);
    expect(await signer.jwks()).toStrictEqual(missing);
    expect(read).toHaveLength(1);
    secrets.set("secret:a", "no key");
    clock.now += 5_000;
    expect(await signer.sign(CLAIMS)).toStrictEqual(err({ key: "secret:a", fault: "key_unusable" }));
    secrets.set("secret:a", p256());
    clock.now += 5_000;
    expect((await signer.sign(CLAIMS)).ok).toBe(true);
  });

  it("publishes no set that lacks a key", async () => {
    const { signer, secrets } = stage(["secret:a", "secret:b"]);
    secrets.set("secret:a", p256());
    expect((await signer.sign(CLAIMS)).ok).toBe(true);
    expect(await signer.jwks()).toStrictEqual(err({ key: "secret:b", fault: "secret_unavailable" }));
  });

  it("takes up within minutes what was replaced in the store, and serves the last key while that is away", async () => {
    const { signer, secrets, clock } = stage(["secret:a"]);
    const kid = async () => present(await signer.jwks()).keys[0]?.kid;
    secrets.set("secret:a", p256());
    const first = await kid();
    secrets.set("secret:a", p256());
    expect(await kid()).toBe(first);
    clock.now += 300_000;
    const second = await kid();
    expect(second).not.toBe(first);
    secrets.delete("secret:a");
    clock.now += 3_600_000;
    expect(await kid()).toBe(second);
  });

  it("asks KMS for the public half again when an alias leads to another key", async () => {
    const kms = new Map([["kms:alias/a", aPublishedSigner()]]);
    const current = () => kms.get("kms:alias/a") as PublishedSigner;
    const following = {
      sign: (data: Uint8Array) => current().sign(data),
      publicKey: () => current().publicKey(),
    };
    const { signer, clock } = stage(["kms:alias/a"], new Map([["kms:alias/a", following]]));
    await signer.sign(CLAIMS);
    kms.set("kms:alias/a", aPublishedSigner());
    clock.now += 5_000;
    expect((await verified(present(await signer.sign(CLAIMS)), signer)).payload).toStrictEqual(CLAIMS);
  });

  it("says why KMS neither shows nor signs", async () => {
    const testSigner = aSigner();
    const failure = { ...THROTTLED, key: "kms:alias/a" };
    const hidden = { ...aPublishedSigner(testSigner), publicKey: async () => err(THROTTLED) };
    const one = stage(["kms:alias/a"], new Map([["kms:alias/a", hidden]]));
    expect(await one.signer.jwks()).toStrictEqual(err(failure));
    testSigner.fail(THROTTLED);
    const two = stage(["kms:alias/a"], new Map([["kms:alias/a", aPublishedSigner(testSigner)]]));
    expect(await two.signer.sign(CLAIMS)).toStrictEqual(err(failure));
  });

  it("publishes nothing and signs nothing where the policy names no key", async () => {
    const { signer } = stage([]);
    expect(present(await signer.jwks())).toStrictEqual({ keys: [] });
    await expect(signer.sign(CLAIMS)).rejects.toThrow("the policy names no key for tokens");
  });
});
