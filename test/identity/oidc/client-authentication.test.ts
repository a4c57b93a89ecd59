import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JWK, jwtVerify } from "jose";
import type { ClientAuth } from "openid-client";
import { describe, expect, it } from "vitest";
import type { SignatureAlgorithm } from "../../../functions/core/policy-identity.ts";
import { clientAuthentication } from "../../../functions/identity/oidc/client-authentication.ts";
import { CLIENT_ID, CLIENT_SECRET, ISSUER, makeKey } from "../../support/identity-builders.ts";

const BASIC = { method: "client_secret_basic", secret: "secret:x" } as const;
const keyed = (algorithm: SignatureAlgorithm) =>
  ({ method: "private_key_jwt", key: "secret:x", keyId: "client-1", algorithm }) as const;

/** What a token request carries. */
async function credentials(authentication: ClientAuth) {
  const [body, headers] = [new URLSearchParams(), new Headers()];
  const server = { issuer: ISSUER, token_endpoint: "https://login.example.com/token" };
  await authentication(server, { client_id: CLIENT_ID }, body, headers);
  return { body, headers, assertion: body.get("client_assertion") ?? "" };
}

const pem = (key: KeyObject) => key.export({ format: "pem", type: "pkcs8" }).toString();
const jwk = (key: KeyObject) => JSON.stringify(key.export({ format: "jwk" }));

/** The error's name and its whole text, causes and stack included. */
async function failureOf(attempt: Promise<unknown>) {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const texts = [error.message, error.stack, String(error.cause), JSON.stringify(error)];
    return { name: error.name, message: error.message, text: texts.join("\n") };
  }
  throw new Error("accepted");
}

describe("clientAuthentication", () => {
  it("sends a secret in the header, never in the body", async () => {
    const { body, headers } = await credentials(await clientAuthentication(BASIC, CLIENT_SECRET));
    // RFC 6749 §2.3.1 encodes both as a form does before they are joined.
    const sent = headers.get("authorization")?.replace("Basic ", "") ?? "";
    expect(decodeURIComponent(Buffer.from(sent, "base64").toString())).toBe(`${CLIENT_ID}:${CLIENT_SECRET}`);
    expect([...body.keys()]).toStrictEqual([]);
  });

  it.each([
    ["a-secret_of.the~usual*kind!('x')", "a-secret_of.the~usual*kind!('x')"],
    ["a secret: +/=%é", "a+secret%3A+%2B%2F%3D%25%C3%A9"],
  ])("encodes no more of %s than it must, since not every provider decodes", async (secret, sent) => {
    const { headers } = await credentials(await clientAuthentication(BASIC, secret));
    const expected = Buffer.from(`${CLIENT_ID}:${sent}`).toString("base64");
    expect(headers.get("authorization")).toBe(`Basic ${expected}`);
  });

  it("sends a public client's name alone, and needs no secret", async () => {
    const { body, headers } = await credentials(await clientAuthentication({ method: "none" }, undefined));
    expect([...body]).toStrictEqual([["client_id", CLIENT_ID]]);
    expect(headers.get("authorization")).toBeNull();
  });

  describe.each(["RS256", "PS256", "ES256", "EdDSA"] as const)("private_key_jwt with %s", (algorithm) => {
    const key = makeKey(algorithm, { keyId: "client-1" });
    const published = createLocalJWKSet({ keys: [withoutAlgorithm(key.publicJwk)] });

    it.each([
      ["PEM", pem(key.privateKey)],
      ["PEM with space around it", `\n ${pem(key.privateKey)}\n\n`.trim()],
      ["a JWK", jwk(key.privateKey)],
      ["a JWK with space around it", `\n  ${jwk(key.privateKey)}\n`],
    ])("signs with a key in %s", async (_format, text) => {
      const { body, headers, assertion } = await credentials(
        await clientAuthentication(keyed(algorithm), text),
      );
      const { payload } = await jwtVerify(assertion, published, { audience: ISSUER });
      expect(payload).toMatchObject({ iss: CLIENT_ID, sub: CLIENT_ID });
      expect(decodeProtectedHeader(assertion)).toMatchObject({ kid: "client-1" });
      expect(body.get("client_assertion_type")).toBe(
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      );
      expect(headers.get("authorization")).toBeNull();
    });

    it("makes a new assertion for each request, which lives no longer than a minute or so", async () => {
      const authentication = await clientAuthentication(keyed(algorithm), pem(key.privateKey));
      const [first, second] = [await credentials(authentication), await credentials(authentication)];
      const claims = decodeJwt(first.assertion);
      expect(claims.jti).not.toBe(decodeJwt(second.assertion).jti);
      expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(60);
    });
  });

  it.each([BASIC, keyed("ES256")])("refuses $method without a secret", async (policy) => {
    for (const secret of [undefined, ""]) {
      await expect(clientAuthentication(policy, secret)).rejects.toThrow(
        new TypeError("the client secret is empty"),
      );
    }
  });
});

describe("clientAuthentication, for a key that is none", () => {
  const elliptic = makeKey("ES256");
  const good = pem(elliptic.privateKey);
  const { d = "" } = elliptic.privateKey.export({ format: "jwk" });

  it.each([
    ["a text", "hunter2-hunter2"],
    ["broken PEM", good.replace(/[A-Za-z0-9+/]{10}\n/, "!!!\n")],
    ["PEM cut short", good.slice(0, 120)],
    ["PEM of another kind", elliptic.privateKey.export({ format: "pem", type: "sec1" }).toString()],
    ["a JWK of another kind", jwk(makeKey("RS256").privateKey)],
    ["another curve", pem(generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey)],
    ["broken JSON", jwk(elliptic.privateKey).slice(0, -2)],
    ["a JWK without its point", JSON.stringify({ kty: "EC", crv: "P-256", d })],
    ["a symmetric JWK", JSON.stringify({ kty: "oct", k: "c2VjcmV0LXNlY3JldA", alg: "HS256" })],
    ["a JWK of no kind", JSON.stringify({ d })],
  ])("refuses %s and shows nothing of it", async (_name, text) => {
    const failure = await failureOf(clientAuthentication(keyed("ES256"), text));
    expect(failure).toMatchObject({
      name: "TypeError",
      message:
        "the private_key_jwt key is neither PKCS #8 PEM nor a private JWK for ES256, or weaker than 2048 bits",
    });
    for (let at = 0; at + 8 <= text.length; at += 4) {
      const piece = text.slice(at, at + 8);
      if (!/BEGIN|PRIVATE|KEY-|-----|PKCS/.test(piece)) expect(failure.text).not.toContain(piece);
    }
    expect(failure.text).not.toContain(d.slice(0, 8));
  });

  it("refuses a public key", async () => {
    const failure = await failureOf(clientAuthentication(keyed("ES256"), JSON.stringify(elliptic.publicJwk)));
    expect(failure.name).toBe("TypeError");
    expect(failure.text).not.toContain(String(elliptic.publicJwk.x));
  });
});

/** openid-client calls Ed25519 by its new name (RFC 9864), which a key published for EdDSA would not fit. */
function withoutAlgorithm({ alg: _alg, ...key }: JWK): JWK {
  return key;
}
