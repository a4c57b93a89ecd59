/** Our own key pairs, from PEM text that holds a private key and its certificate. Messages never quote the text. */
import { createPrivateKey, sign, X509Certificate } from "node:crypto";
import { ok } from "../../core/result.ts";
import type { Signer } from "../../ports.ts";

export interface KeyPair {
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

export interface SigningKey {
  readonly signer: Signer;
  /** PEM. */
  readonly certificate: string;
}

export interface ServiceProviderKeys {
  /** The first signs; all are published. */
  readonly signing: readonly SigningKey[];
  /** The first is published; all decrypt. */
  readonly decryption: readonly KeyPair[];
}

const PRIVATE_KEY = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----[^-]+-----END \1-----/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;
const MIN_MODULUS_BITS = 2_048;

/** Throws an Error that says what is missing. A secret store may have turned line breaks into `\n`. */
export function parseKeyPair(text: string): KeyPair {
  const pem = text.replaceAll("\\n", "\n");
  const [privateKey] = PRIVATE_KEY.exec(pem) ?? [];
  const [certificate] = CERTIFICATE.exec(pem) ?? [];
  if (privateKey === undefined || certificate === undefined) {
    throw new Error("a SAML key must be PEM text that holds an unencrypted private key and its certificate");
  }
  const read = readPair(privateKey, certificate);
  if (!read.certificate.checkPrivateKey(read.key)) {
    throw new Error("the SAML certificate does not belong to the private key beside it");
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = read.key;
  if (asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) < MIN_MODULUS_BITS) {
    throw new Error("a SAML key must be RSA with at least 2048 bits");
  }
  return { privateKey: read.key.export({ type: "pkcs8", format: "pem" }).toString(), certificate };
}

/** A key pair that is at hand, as one that only signs. */
export function signingKeyOf({ privateKey, certificate }: KeyPair): SigningKey {
  return { signer: { sign: async (data) => ok(sign("sha256", data, privateKey)) }, certificate };
}

function readPair(privateKey: string, certificate: string) {
  try {
    return { key: createPrivateKey(privateKey), certificate: new X509Certificate(certificate) };
  } catch {
    throw new Error("the SAML private key or its certificate cannot be read");
  }
}
