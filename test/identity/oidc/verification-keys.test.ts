import { generateKeyPairSync } from "node:crypto";
import type { JWK } from "jose";
import { describe, expect, it } from "vitest";
import { readVerificationKeys, selectKey } from "../../../functions/identity/oidc/verification-keys.ts";
import { makeKey } from "../../support/identity-builders.ts";

const rsa = makeKey("RS256", { keyId: "rsa" }).publicJwk;
const ec = makeKey("ES256", { keyId: "ec" }).publicJwk;
const ed = makeKey("EdDSA", { keyId: "ed" }).publicJwk;
/** The exponent is fixed by what the test is about, so the modulus is borrowed. */
const withExponent = (e: string): JWK => ({ ...rsa, e });

function without(jwk: JWK, ...members: readonly string[]): JWK {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => !members.includes(name))) as JWK;
}

const read = (...keys: readonly unknown[]) => readVerificationKeys({ keys });
const algorithmsOf = (key: unknown) => read(key).flatMap(({ algorithms }) => algorithms);
const elliptic = (namedCurve: string) =>
  generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" });

describe("readVerificationKeys", () => {
  it("reads a key of each kind with its id", () => {
    expect(read(rsa, ec, ed).map(({ keyId, algorithms }) => [keyId, algorithms])).toStrictEqual([
      ["rsa", ["RS256"]],
      ["ec", ["ES256"]],
      ["ed", ["EdDSA"]],
    ]);
  });

  it("keeps the public members only", () => {
    const described = { ...rsa, x5c: ["MIIB"], x5t: "x", x5u: "https://evil.example/", issuer: "x" };
    expect(read(described).map(({ jwk }) => jwk)).toStrictEqual([{ kty: "RSA", n: rsa.n, e: rsa.e }]);
  });

  it.each([undefined, null, "keys", {}, 7])("reads no key where `keys` is %j", (keys) => {
    expect(readVerificationKeys({ keys })).toStrictEqual([]);
  });

  it.each([null, "key", 7, [rsa], undefined])("leaves out the entry %j and keeps the others", (entry) => {
    expect(read(entry, ec).map(({ keyId }) => keyId)).toStrictEqual(["ec"]);
  });

  it.each([
    ["an RSA key", without(rsa, "alg"), ["RS256", "PS256"]],
    ["an EC key", without(ec, "alg"), ["ES256"]],
    ["an Ed25519 key", without(ed, "alg"), ["EdDSA"]],
    ["an RSA key for PS256", { ...rsa, alg: "PS256" }, ["PS256"]],
    ["a key without a use", without(rsa, "use"), ["RS256"]],
    ["a key that may verify", { ...rsa, key_ops: ["verify"] }, ["RS256"]],
    ["a key that may verify among others", { ...rsa, key_ops: ["encrypt", "verify"] }, ["RS256"]],
    ["a key without an id", without(rsa, "kid"), ["RS256"]],
    ["a 4096-bit modulus", makeKey("RS256", { modulusLength: 4096 }).publicJwk, ["RS256"]],
    ["a modulus behind a zero byte", { ...rsa, n: zeroBefore(rsa.n) }, ["RS256"]],
  ])("takes %s", (_name, key, algorithms) => {
    expect(algorithmsOf(key)).toStrictEqual(algorithms);
  });

  it.each([
    ["a 1024-bit modulus", makeKey("RS256", { modulusLength: 1024 }).publicJwk],
    ["a 2040-bit modulus", makeKey("RS256", { modulusLength: 2040 }).publicJwk],
    [
      "a 1024-bit modulus behind zero bytes",
      { ...rsa, n: zeroBefore(makeKey("RS256", { modulusLength: 1024 }).publicJwk.n, 128) },
    ],
    ["a modulus of zeros", { ...rsa, n: Buffer.alloc(256).toString("base64url") }],
    ["an empty modulus", { ...rsa, n: "" }],
    ["no modulus", without(rsa, "n")],
    ["a modulus that is a number", { ...rsa, n: 7 }],
    ["exponent 1", withExponent("AQ")],
    ["exponent 3", makeKey("RS256", { publicExponent: 3 }).publicJwk],
    ["exponent 17", withExponent("EQ")],
    ["an even exponent", withExponent("AQAA")],
    ["exponent 65537 written at length", withExponent("AAEAAQ")],
    ["no exponent", without(rsa, "e")],
    ["curve P-384", { ...elliptic("P-384"), kid: "ec" }],
    ["curve P-521", { ...elliptic("P-521"), kid: "ec" }],
    ["curve secp256k1", { ...elliptic("secp256k1"), kid: "ec" }],
    ["an EC key without a curve", without(ec, "crv")],
    ["curve Ed448", generateKeyPairSync("ed448").publicKey.export({ format: "jwk" })],
    ["curve X25519", generateKeyPairSync("x25519").publicKey.export({ format: "jwk" })],
    ["a symmetric key", { kty: "oct", k: "c2VjcmV0", kid: "oct", alg: "HS256" }],
    ["a symmetric key without the key", { kty: "oct", kid: "oct", alg: "HS256" }],
    ["an unknown kind", { ...rsa, kty: "AKP" }],
    ["no kind", without(rsa, "kty")],
    ["use enc", { ...rsa, use: "enc" }],
    ["a use in a list", { ...rsa, use: ["sig"] }],
    ["operations without verify", { ...rsa, key_ops: ["encrypt", "wrapKey"] }],
    ["no operations at all", { ...rsa, key_ops: [] }],
    ["operations in one text", { ...rsa, key_ops: "verify" }],
    ["an algorithm we do not speak", { ...rsa, alg: "RS512" }],
    ["an algorithm of another kind", { ...rsa, alg: "ES256" }],
    ["a symmetric algorithm", { ...rsa, alg: "HS256" }],
    ["an algorithm that is null", { ...rsa, alg: null }],
    ["an id that is a number", { ...rsa, kid: 7 }],
    ["an id that is null", { ...rsa, kid: null }],
  ])("leaves out %s", (_name, key) => {
    expect(read(key)).toStrictEqual([]);
  });

  // Known bug: the size is counted in bytes, so 2041 to 2047 bits pass for 2048.
  it("leaves out a 2047-bit modulus", () => {
    expect(read(makeKey("RS256", { modulusLength: 2047 }).publicJwk)).toStrictEqual([]);
  });

  it.each(["d", "p", "q", "k"])("leaves out a key that shows the private member %s", (member) => {
    expect(read({ ...rsa, [member]: "c2VjcmV0" })).toStrictEqual([]);
  });

  it.each([
    ["RSA", makeKey("RS256")],
    ["EC", makeKey("ES256")],
    ["OKP", makeKey("EdDSA")],
  ])("leaves out a whole private %s key", (_kind, { privateKey, publicJwk }) => {
    expect(read({ ...publicJwk, ...privateKey.export({ format: "jwk" }) })).toStrictEqual([]);
  });
});

function zeroBefore(n: string | undefined, bytes = 1): string {
  return Buffer.concat([Buffer.alloc(bytes), Buffer.from(n ?? "", "base64url")]).toString("base64url");
}

describe("selectKey", () => {
  const keys = read(rsa, ec, ed);

  it("selects by id", () => {
    expect(selectKey(keys, "rsa", "RS256")?.keyId).toBe("rsa");
    expect(selectKey(keys, "ec", "ES256")?.keyId).toBe("ec");
  });

  it.each([
    ["an unknown id", "other", "RS256"],
    ["an empty id", "", "RS256"],
    ["an id in another case", "RSA", "RS256"],
    ["the id of a key for another algorithm", "ec", "RS256"],
    ["a key that is for RS256 alone", "rsa", "PS256"],
  ] as const)("selects none for %s", (_name, keyId, algorithm) => {
    expect(selectKey(keys, keyId, algorithm)).toBeUndefined();
  });

  it("selects without an id where one key alone could have signed", () => {
    expect(selectKey(keys, undefined, "RS256")?.keyId).toBe("rsa");
  });

  it("selects none without an id where two keys could have signed", () => {
    const two = read(rsa, makeKey("RS256", { keyId: "rsa-2" }).publicJwk);
    expect(selectKey(two, undefined, "RS256")).toBeUndefined();
  });

  it("selects none where two keys have the id", () => {
    const twins = read(rsa, makeKey("RS256", { keyId: "rsa" }).publicJwk);
    expect(selectKey(twins, "rsa", "RS256")).toBeUndefined();
  });

  it("selects none where the same key stands there twice", () => {
    expect(selectKey(read(rsa, rsa), "rsa", "RS256")).toBeUndefined();
  });

  it("tells keys of one id apart by what they are for", () => {
    const namesakes = read({ ...rsa, kid: "one" }, { ...ec, kid: "one" }, { ...rsa, kid: "one", use: "enc" });
    expect(selectKey(namesakes, "one", "ES256")?.algorithms).toStrictEqual(["ES256"]);
    expect(selectKey(namesakes, "one", "RS256")?.algorithms).toStrictEqual(["RS256"]);
  });

  it("does not take a key without an id for one that is asked for by id", () => {
    expect(selectKey(read(without(rsa, "kid")), "rsa", "RS256")).toBeUndefined();
  });

  it("selects none of no keys", () => {
    expect(selectKey([], undefined, "RS256")).toBeUndefined();
  });
});
