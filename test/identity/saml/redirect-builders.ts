/** Messages of the HTTP-Redirect binding as an identity provider sends them, each parameter encoded as it likes. */
import { constants, createHash, sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { logoutRequestXml } from "../../../dev/identity-provider/saml/logout-messages.ts";
import type { SamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import {
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
} from "../../../dev/identity-provider/saml/minting/signature-algorithms.ts";
import { ISSUER, NAME_ID, NOW } from "./response-builders.ts";

export const LOGOUT_URL = "https://broker.example.com/logout/corporate/saml";

export interface QueryOptions {
  readonly relayState?: string;
  /** Default `rsa-sha256`. */
  readonly algorithm?: Exclude<SignatureAlgorithm, "hmac-sha1">;
  /** Default encodeURIComponent. */
  readonly encode?: (value: string) => string;
}

export function deflated(xml: string | Uint8Array): string {
  return deflateRawSync(xml).toString("base64");
}

/** `message`: what goes into SAMLRequest, before it is percent-encoded. */
export function signedQuery(message: string, key: SamlKey, options: QueryOptions = {}): string {
  const { relayState, algorithm = "rsa-sha256", encode = encodeURIComponent } = options;
  const octets = [
    `SAMLRequest=${encode(message)}`,
    ...(relayState === undefined ? [] : [`RelayState=${encode(relayState)}`]),
    `SigAlg=${encode(SIGNATURE_ALGORITHMS[algorithm])}`,
  ].join("&");
  return `${octets}&Signature=${encode(signatureOf(octets, key, algorithm))}`;
}

export function signatureOf(
  octets: string,
  { privateKey }: SamlKey,
  algorithm: Exclude<SignatureAlgorithm, "hmac-sha1"> = "rsa-sha256",
): string {
  const hash = { "rsa-sha1": "sha1", "rsa-sha512": "sha512" }[algorithm as string] ?? "sha256";
  const isPss = algorithm === "sha256-rsa-MGF1";
  const padding = isPss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const saltLength = createHash(hash).digest().length;
  return sign(hash, Buffer.from(octets), { key: privateKey, padding, ...(isPss && { saltLength }) }).toString(
    "base64",
  );
}

export function aLogoutRequest(): string {
  return logoutRequestXml({
    id: "_logout-1",
    now: new Date(NOW),
    issuer: ISSUER,
    destination: LOGOUT_URL,
    nameId: NAME_ID,
    sessionIndex: "_assertion-1",
  });
}
