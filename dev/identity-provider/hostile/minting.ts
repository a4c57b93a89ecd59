/**
 * Minting JSON Web Tokens of any quality. Written by hand on node:crypto, because a JOSE library refuses
 * to make most of what these tests need.
 */

import { createHmac, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "jose";
import type { TokenRecipe } from "./script.ts";

const makeKeyPair = promisify(generateKeyPair);
const KEY_ID = "good-1";

export interface MintKeys {
  readonly publicJwk: JWK;
  readonly publicPem: string;
  readonly good: KeyObject;
  /** Never published. */
  readonly wrong: KeyObject;
}

export async function makeMintKeys(): Promise<MintKeys> {
  const [good, wrong] = await Promise.all([
    makeKeyPair("rsa", { modulusLength: 2048 }),
    makeKeyPair("rsa", { modulusLength: 2048 }),
  ]);
  return {
    publicJwk: {
      ...(good.publicKey.export({ format: "jwk" }) as JWK),
      kid: KEY_ID,
      alg: "RS256",
      use: "sig",
    },
    publicPem: good.publicKey.export({ format: "pem", type: "spki" }).toString(),
    good: good.privateKey,
    wrong: wrong.privateKey,
  };
}

export function mintToken(keys: MintKeys, { signing, claims, header }: TokenRecipe): string {
  if (signing === "not_a_jwt") return "this is not a JSON Web Token";
  const content = `${encode({ ...headerFor(signing), ...header })}.${encode(claims)}`;
  return `${content}.${signature(keys, signing, Buffer.from(content)).toString("base64url")}`;
}

function headerFor(signing: TokenRecipe["signing"]): Record<string, string> {
  if (signing === "none") return { alg: "none", typ: "JWT" };
  return { alg: signing === "hs256_public_key" ? "HS256" : "RS256", typ: "JWT", kid: KEY_ID };
}

function signature(
  keys: MintKeys,
  signing: Exclude<TokenRecipe["signing"], "not_a_jwt">,
  content: Buffer,
): Buffer {
  switch (signing) {
    case "good":
      return sign("sha256", content, keys.good);
    case "wrong_key":
      return sign("sha256", content, keys.wrong);
    case "hs256_public_key":
      return createHmac("sha256", keys.publicPem).update(content).digest();
    case "broken_signature":
      return withOneBitFlipped(sign("sha256", content, keys.good));
    case "none":
      return Buffer.alloc(0);
  }
}

function withOneBitFlipped(signature: Buffer): Buffer {
  const broken = Buffer.from(signature);
  broken.writeUInt8(broken.readUInt8(0) ^ 1, 0);
  return broken;
}

/** JSON leaves out members that are undefined, which is how an override removes one. */
function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
