import { createPublicKey } from "node:crypto";
import {
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
  UnsecuredJWT,
} from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Signing } from "../../../dev/identity-provider/hostile/script.ts";
import { type HostileProvider, startHostileProvider } from "../../../dev/identity-provider/hostile.ts";

let hostile: HostileProvider;
let jwks: JSONWebKeySet;

beforeAll(async () => {
  hostile = await startHostileProvider();
  jwks = (await (await fetch(`${hostile.issuer}/jwks`)).json()) as JSONWebKeySet;
});
afterAll(() => hostile.stop());

const mint = (signing: Signing) => hostile.mint({ claims: { sub: "x" }, signing });
const verified = (token: string) => jwtVerify(token, createLocalJWKSet(jwks), { algorithms: ["RS256"] });

describe("mint", () => {
  it("makes a good token that the published key verifies", async () => {
    const { payload, protectedHeader } = await verified(mint("good"));
    expect(payload).toStrictEqual({ sub: "x" });
    expect(protectedHeader).toStrictEqual({ alg: "RS256", typ: "JWT", kid: jwks.keys[0]?.kid });
  });

  it.each(["wrong_key", "broken_signature"] as const)(
    "makes a %s token that looks like a good one",
    async (signing) => {
      const token = mint(signing);
      expect(decodeProtectedHeader(token)).toStrictEqual(decodeProtectedHeader(mint("good")));
      await expect(verified(token)).rejects.toMatchObject({ code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
    },
  );

  it("makes an unsecured token that is one by the letter of RFC 7519", async () => {
    expect(UnsecuredJWT.decode(mint("none")).payload).toStrictEqual({ sub: "x" });
    await expect(verified(mint("none"))).rejects.toMatchObject({ code: "ERR_JOSE_ALG_NOT_ALLOWED" });
  });

  it("makes an HMAC keyed with the public key's PEM, which a confused verifier would accept", async () => {
    const token = mint("hs256_public_key");
    const publicKey = createPublicKey({ key: { ...jwks.keys[0] }, format: "jwk" });
    const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
    await expect(compactVerify(token, new TextEncoder().encode(pem))).resolves.toBeDefined();
    await expect(verified(token)).rejects.toMatchObject({ code: "ERR_JOSE_ALG_NOT_ALLOWED" });
  });

  it("makes something that is no token at all", async () => {
    await expect(verified(mint("not_a_jwt"))).rejects.toMatchObject({ code: "ERR_JWS_INVALID" });
  });

  it("changes and leaves out members of header and claims", () => {
    const token = hostile.mint({
      claims: { sub: "x", iss: undefined, groups: ["a"] },
      header: { kid: undefined, typ: "logout+jwt" },
    });
    expect(decodeProtectedHeader(token)).toStrictEqual({ alg: "RS256", typ: "logout+jwt" });
    expect(decodeJwt(token)).toStrictEqual({ sub: "x", groups: ["a"] });
  });
});

describe("the ID token", () => {
  it("follows the recipe of the script", async () => {
    Object.assign(hostile.script, { checksCodes: false, checksPkce: false });
    hostile.script.idToken = {
      signing: "good",
      claims: { aud: ["a", "b"], nonce: undefined },
      header: { kid: "k" },
    };
    const query = new URLSearchParams({
      client_id: "broker",
      redirect_uri: "http://localhost:9/",
      nonce: "n",
    });
    await fetch(`${hostile.issuer}/authorize?${query}`, { redirect: "manual" });
    const response = await fetch(`${hostile.issuer}/token`, { method: "POST", body: "code=x" });
    const { id_token: token } = (await response.json()) as { readonly id_token: string };
    expect(decodeProtectedHeader(token)).toHaveProperty("kid", "k");
    expect(decodeJwt(token)).toMatchObject({ iss: hostile.issuer, aud: ["a", "b"] });
    expect(decodeJwt(token)).not.toHaveProperty("nonce");
  });
});
