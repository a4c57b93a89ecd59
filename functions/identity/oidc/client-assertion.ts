/**
 * private_key_jwt by a key that is kept elsewhere (RFC 7523 §2.2 and §3, OIDC Core §9). openid-client signs with a
 * CryptoKey only, so the assertion is written here, with the claims that it writes.
 */
import { randomBytes } from "node:crypto";
import type { ClientAuth } from "openid-client";
import type { Clock, Signer, SigningFailure } from "../../ports.ts";
import { epochSeconds } from "../../timestamps.ts";

const LIFE_SECONDS = 60;
const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The token request was not sent. */
export class AssertionNotSigned extends Error {
  override readonly name = "AssertionNotSigned";
  readonly failure: SigningFailure;
  constructor(failure: SigningFailure) {
    super(`the client assertion was not signed: ${failure.fault}`);
    this.failure = failure;
  }
}

/** Throws AssertionNotSigned when it is used and the key does not sign. */
export function signedAssertion(signer: Signer, keyId: string, now: Clock): ClientAuth {
  return async (server, { client_id: clientId }, body) => {
    const issuedAt = epochSeconds(now());
    const claims = {
      jti: randomBytes(32).toString("base64url"),
      // Not the token endpoint, whose address comes from metadata and could be another server's.
      aud: server.issuer,
      exp: issuedAt + LIFE_SECONDS,
      iat: issuedAt,
      nbf: issuedAt,
      iss: clientId,
      sub: clientId,
    };
    const octets = `${encoded({ alg: "RS256", kid: keyId })}.${encoded(claims)}`;
    const signed = await signer.sign(Buffer.from(octets));
    if (!signed.ok) throw new AssertionNotSigned(signed.error);
    body.set("client_id", clientId);
    body.set("client_assertion_type", TYPE);
    body.set("client_assertion", `${octets}.${Buffer.from(signed.value).toString("base64url")}`);
  };
}

function encoded(part: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
