import { createHash, createHmac, createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SignatureAlgorithm } from "../../../functions/core/policy-identity.ts";
import { refusal } from "../../../functions/core/refusal.ts";
import { err } from "../../../functions/core/result.ts";
import { verifyIdToken } from "../../../functions/identity/oidc/id-token.ts";
import type { KeySource } from "../../../functions/identity/oidc/signed-token.ts";
import {
  base64url,
  idTokenRules,
  keySource,
  makeKey,
  mintRaw,
  mintToken,
  someClaims,
  type TestKey,
} from "../../support/identity-builders.ts";

const RULES = idTokenRules();
const ALGORITHMS: readonly SignatureAlgorithm[] = ["RS256", "PS256", "ES256", "EdDSA"];
const keys = Object.fromEntries(ALGORITHMS.map((name) => [name, makeKey(name)])) as Record<
  SignatureAlgorithm,
  TestKey
>;
const rsa = keys.RS256;
const KEYS = keySource([rsa.publicJwk]);

/** `accepted`, or the reason with its evidence. */
async function verdict(token: string, rules = RULES, source: KeySource = KEYS): Promise<string> {
  const verified = await verifyIdToken(token, rules, source);
  if (verified.ok) return "accepted";
  return [verified.error.reason, ...Object.values(verified.error.evidence)].join(" ");
}

const good = (claims: Readonly<Record<string, unknown>> = {}) => mintToken(rsa, someClaims(claims));
const withHeader = (header: Readonly<Record<string, unknown>>) => mintToken(rsa, someClaims(), header);

describe("verifyIdToken", () => {
  it.each(ALGORITHMS)("accepts a valid token signed with %s", async (algorithm) => {
    const key = keys[algorithm];
    const verified = await verifyIdToken(
      mintToken(key, someClaims()),
      idTokenRules({ algorithms: [algorithm] }),
      keySource([key.publicJwk]),
    );
    expect(verified).toMatchObject({ ok: true, value: { subject: someClaims().sub, claims: someClaims() } });
  });

  it("judges the claims of a token whose signature is right", async () => {
    expect(await verdict(good({ nonce: "of another tab" }))).toBe("id_token_nonce");
  });

  it("passes on that the keys cannot be had", async () => {
    const down = async () => err(refusal("provider_unavailable", { document: "jwks", fault: "timed_out" }));
    expect(await verdict(good(), RULES, { current: down, refresh: down })).toBe(
      "provider_unavailable jwks timed_out",
    );
  });
});

describe("verifyIdToken, for the shape", () => {
  const [header = "", payload = "", signature = ""] = good().split(".");

  it.each([
    ["empty", ""],
    ["a word", "token"],
    ["two parts", `${header}.${payload}`],
    ["four parts", `${header}.${payload}.${signature}.x`],
    ["five parts, as a JWE has", `${header}..${payload}.${signature}.${signature}`],
    ["an empty signature", `${header}.${payload}.`],
    ["a signature of 15 characters", `${header}.${payload}.${"a".repeat(15)}`],
    ["a signature too long", `${header}.${payload}.${"a".repeat(2049)}`],
    ["a payload too long", `${header}.${"a".repeat(16_385)}.${signature}`],
    ["a header too long", `${"a".repeat(8193)}.${payload}.${signature}`],
    ["padding", `${header}.${payload}=.${signature}`],
    ["a space inside", `${header}.${payload.slice(0, 8)} ${payload.slice(8)}.${signature}`],
    ["a space before", ` ${header}.${payload}.${signature}`],
    ["a line feed after", `${header}.${payload}.${signature}\n`],
    ["the alphabet of plain base64", `${header}.${payload}.${signature.slice(1)}+`],
    ["a header that is no JSON", `${base64url("{alg")}.${payload}.${signature}`],
    ["a header that is a list", `${base64url("[]")}.${payload}.${signature}`],
    ["a header that is null", `${base64url("null")}.${payload}.${signature}`],
  ])("refuses %s", async (_name, token) => {
    expect(await verdict(token)).toBe("id_token_malformed");
  });

  it.each([
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"claims"'],
    ["no JSON", "claims"],
    ["broken JSON", '{"iss":'],
    ["nothing much", "0"],
  ])("refuses a signed payload that is %s", async (_name, text) => {
    expect(await verdict(mintRaw(rsa, text.padEnd(2)))).toBe("id_token_malformed");
  });

  it("refuses a signed payload that is not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from('{"sub":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(await verdict(mintRaw(rsa, bytes))).toBe("id_token_malformed");
  });
});

describe("verifyIdToken, for the header", () => {
  it.each([
    ["jku", "https://evil.example/jwks"],
    ["jwk", rsa.publicJwk],
    ["x5u", "https://evil.example/chain"],
    ["x5c", ["MIIB"]],
    ["crit", ["exp"]],
    ["b64", false],
    ["zip", "DEF"],
    ["jku", null],
  ])("refuses the member %s", async (member, value) => {
    expect(await verdict(withHeader({ [member]: value }))).toBe(`id_token_header ${member}`);
  });

  it.each(["at+jwt", "logout+jwt", "application/at+jwt", "JWS", "dpop+jwt", "", null, 7])(
    "refuses the type %j",
    async (typ) => {
      expect(await verdict(withHeader({ typ }))).toBe("id_token_header typ");
    },
  );

  it.each(["JWT", "jwt", undefined])("accepts the type %j", async (typ) => {
    expect(await verdict(withHeader({ typ }))).toBe("accepted");
  });

  it.each([7, null, ["key-1"], {}])("refuses the key id %j", async (kid) => {
    expect(await verdict(withHeader({ kid }))).toBe("id_token_header kid");
  });
});

describe("verifyIdToken, for the algorithm", () => {
  it.each(["none", "None", "HS256", "RS1", "RS384", "rs256", "ES256K", "", null, 7, undefined, ["RS256"]])(
    "refuses %j in the header",
    async (alg) => {
      expect(await verdict(withHeader({ alg }))).toBe("id_token_algorithm");
    },
  );

  it("refuses a good signature by an algorithm that the policy does not name", async () => {
    const rules = idTokenRules({ algorithms: ["PS256"] });
    expect(await verdict(good(), rules)).toBe("id_token_algorithm");
  });

  it("refuses an HMAC keyed with the public key's PEM", async () => {
    const pem = createPublicKey(rsa.privateKey).export({ format: "pem", type: "spki" });
    const content = `${base64url('{"alg":"HS256","kid":"key-1"}')}.${base64url(JSON.stringify(someClaims()))}`;
    const forged = createHmac("sha256", pem).update(content).digest("base64url");
    expect(await verdict(`${content}.${forged}`)).toBe("id_token_algorithm");
  });

  it("refuses RS256's signature under the name PS256, with a key that may do both", async () => {
    const { alg: _alg, ...free } = rsa.publicJwk;
    const token = withHeader({ alg: "PS256" });
    expect(await verdict(token, RULES, keySource([free]))).toBe("id_token_signature");
  });

  it("refuses a key that is published for another algorithm", async () => {
    expect(await verdict(withHeader({ alg: "PS256" }))).toBe("id_token_key");
  });

  it("refuses an ECDSA signature in DER", async () => {
    const [header, payload] = mintToken(keys.ES256, someClaims()).split(".");
    const der = Buffer.concat([Buffer.from([0x30, 0x44, 0x02, 0x20]), Buffer.alloc(66, 1)]);
    const token = `${header}.${payload}.${der.toString("base64url")}`;
    expect(await verdict(token, RULES, keySource([keys.ES256.publicJwk]))).toBe("id_token_signature");
  });

  it("refuses an ECDSA signature of zeros (CVE-2022-21449)", async () => {
    const [header, payload] = mintToken(keys.ES256, someClaims()).split(".");
    const token = `${header}.${payload}.${base64url(new Uint8Array(64))}`;
    expect(await verdict(token, RULES, keySource([keys.ES256.publicJwk]))).toBe("id_token_signature");
  });
});

describe("verifyIdToken, for the key", () => {
  const rolled = makeKey("RS256", { keyId: "key-2" });
  const namesake = makeKey("RS256");

  it("accepts a token without a key id where one key alone could have signed", async () => {
    expect(await verdict(withHeader({ kid: undefined }))).toBe("accepted");
  });

  it("refuses a token without a key id where two could have", async () => {
    const source = keySource([rsa.publicJwk, rolled.publicJwk]);
    expect(await verdict(withHeader({ kid: undefined }), RULES, source)).toBe("id_token_key");
  });

  it("refuses an unknown key id after it asked once more", async () => {
    const source = keySource([rsa.publicJwk]);
    expect(await verdict(withHeader({ kid: "key-9" }), RULES, source)).toBe("id_token_key");
    expect(source.refreshes).toBe(1);
  });

  it("does not ask again for a token that verifies", async () => {
    const source = keySource([rsa.publicJwk]);
    expect(await verdict(good(), RULES, source)).toBe("accepted");
    expect(source.refreshes).toBe(0);
  });

  it("does not ask at all for a token that is malformed", async () => {
    const source = keySource([rsa.publicJwk]);
    expect(await verdict(withHeader({ alg: "none" }), RULES, source)).toBe("id_token_algorithm");
    expect(source.refreshes).toBe(0);
  });

  it("finds a key that the provider rolled to a new id", async () => {
    const source = keySource([rsa.publicJwk], [rsa.publicJwk, rolled.publicJwk]);
    expect(await verdict(mintToken(rolled, someClaims()), RULES, source)).toBe("accepted");
  });

  it("finds a key that the provider rolled under its old id", async () => {
    const source = keySource([rsa.publicJwk], [namesake.publicJwk]);
    expect(await verdict(mintToken(namesake, someClaims()), RULES, source)).toBe("accepted");
  });

  it("refuses a wrong key under a known id, the refreshed keys asked too", async () => {
    const source = keySource([rsa.publicJwk], [rsa.publicJwk, rolled.publicJwk]);
    expect(await verdict(mintToken(namesake, someClaims()), RULES, source)).toBe("id_token_signature");
  });

  it("refuses with the first finding where the keys cannot be refreshed", async () => {
    const source = {
      ...keySource([rsa.publicJwk]),
      refresh: async () => err(refusal("provider_unavailable")),
    };
    expect(await verdict(mintToken(namesake, someClaims()), RULES, source)).toBe("id_token_signature");
  });

  it.each([0, 100, 255])("refuses one changed bit in the signature's byte %i", async (at) => {
    const [header, payload, signature = ""] = good().split(".");
    const bytes = Buffer.from(signature, "base64url");
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(await verdict(`${header}.${payload}.${bytes.toString("base64url")}`)).toBe("id_token_signature");
  });

  it("refuses the signature of another payload", async () => {
    const [header, , signature] = good().split(".");
    const payload = base64url(JSON.stringify(someClaims({ sub: "somebody else" })));
    expect(await verdict(`${header}.${payload}.${signature}`)).toBe("id_token_signature");
  });
});

describe("verifyIdToken, for the hashes", () => {
  const halfHash = (value: string, hash: "sha256" | "sha512", bytes: number) =>
    createHash(hash).update(value).digest().subarray(0, bytes).toString("base64url");
  const ofAccessToken = halfHash("access-token", "sha256", 16);
  const ofCode = halfHash("authorization-code", "sha256", 16);

  it("accepts at_hash and c_hash that are right", async () => {
    expect(await verdict(good({ at_hash: ofAccessToken, c_hash: ofCode }))).toBe("accepted");
  });

  it("takes SHA-512 for EdDSA, and nothing else", async () => {
    const source = keySource([keys.EdDSA.publicJwk]);
    const at_hash = halfHash("access-token", "sha512", 32);
    expect(await verdict(mintToken(keys.EdDSA, someClaims({ at_hash })), RULES, source)).toBe("accepted");
    const short = someClaims({ at_hash: ofAccessToken });
    expect(await verdict(mintToken(keys.EdDSA, short), RULES, source)).toBe("id_token_hash at_hash");
  });

  it.each([
    ["at_hash", ofCode],
    ["at_hash", halfHash("access-token", "sha256", 32)],
    ["at_hash", `${ofAccessToken}=`],
    ["at_hash", ""],
    ["at_hash", null],
    ["at_hash", 7],
    ["at_hash", [ofAccessToken]],
    ["c_hash", ofAccessToken],
    ["c_hash", ""],
    ["c_hash", null],
    ["c_hash", { hash: ofCode }],
  ])("refuses %s where it is %j", async (claim, value) => {
    expect(await verdict(good({ [claim]: value }))).toBe(`id_token_hash ${claim}`);
  });

  it("refuses at_hash where no access token came along", async () => {
    const rules = idTokenRules({ accessToken: undefined });
    expect(await verdict(good({ at_hash: ofAccessToken }), rules)).toBe("id_token_hash at_hash");
  });
});
