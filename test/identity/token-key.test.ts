import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { describe, expect, it } from "vitest";
import { err } from "../../functions/core/result.ts";
import { heldTokenKey, kmsTokenKey } from "../../functions/identity/token-key.ts";
import { aPublishedSigner, aSigner, THROTTLED } from "../support/signers.ts";

const otherP256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = ({ privateKey }: { readonly privateKey: KeyObject }) =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const jwkText = (key: KeyObject) => JSON.stringify(key.export({ format: "jwk" }));
const spki = (key: KeyObject) => key.export({ type: "spki", format: "der" });

describe("heldTokenKey", () => {
  it.each([
    ["PEM of P-256", pem(p256), p256, "ES256"],
    ["a JWK of P-256", `\n${jwkText(p256.privateKey)}`, p256, "ES256"],
    ["PEM of RSA", pem(rsa), rsa, "RS256"],
    ["a JWK of RSA", jwkText(rsa.privateKey), rsa, "RS256"],
    ["PEM whose line breaks a store has spelt out", pem(rsa).replaceAll("\n", "\\n"), rsa, "RS256"],
  ])("takes %s, and shows its public half alone", async (_what, text, { publicKey }, alg) => {
    const key = await heldTokenKey(text);
    const shown = publicKey.export({ format: "jwk" });
    expect(key).toMatchObject({
      value: { jwk: { ...shown, alg, use: "sig", kid: await calculateJwkThumbprint(shown) } },
    });
    if (key.ok) expect(Object.keys(key.value.jwk)).toHaveLength(Object.keys(shown).length + 3);
  });

  it.each([
    ["RSA of 1024 bits", pem(generateKeyPairSync("rsa", { modulusLength: 1024 }))],
    ["a JWK of RSA of 1024 bits", jwkText(generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey)],
    ["another curve", pem(generateKeyPairSync("ec", { namedCurve: "P-384" }))],
    ["Ed25519", pem(generateKeyPairSync("ed25519"))],
    ["RSA for PSS alone", pem(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }))],
    ["a public key", p256.publicKey.export({ type: "spki", format: "pem" }).toString()],
    ["a public JWK", jwkText(p256.publicKey)],
    [
      "a JWK that shows another key's public half",
      JSON.stringify({
        ...p256.privateKey.export({ format: "jwk" }),
        d: otherP256.privateKey.export({ format: "jwk" }).d,
      }),
    ],
    ["a shared secret", JSON.stringify({ kty: "oct", k: "c2VjcmV0" })],
    ["broken JSON", "{"],
    ["something else", "secret"],
    ["nothing", ""],
  ])("refuses %s", async (_what, text) => {
    expect(await heldTokenKey(text)).toStrictEqual(err("key_unusable"));
  });
});

describe("kmsTokenKey", () => {
  it("refuses what KMS shows of another kind of key, or of none", async () => {
    const signer = aPublishedSigner();
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
    for (const shown of [spki(p256.publicKey), spki(weak.publicKey), Buffer.from("garbage")]) {
      expect(await kmsTokenKey(signer, shown)).toStrictEqual(err("key_unusable"));
    }
  });

  it("says that the signature is another key's", async () => {
    const key = await kmsTokenKey(aSigner(), spki(rsa.publicKey));
    expect(key.ok && (await key.value.sign(Buffer.from("data")))).toStrictEqual(err("another_key"));
  });

  it("says why there is no signature", async () => {
    const signer = aSigner(rsa);
    signer.fail(THROTTLED);
    const key = await kmsTokenKey(signer, spki(rsa.publicKey));
    expect(key.ok && (await key.value.sign(Buffer.from("data")))).toStrictEqual(err("throttled"));
  });
});
