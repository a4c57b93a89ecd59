/**
 * A key of a SAML party, to sign or to be encrypted to.
 * Invariant: made at run time and held in memory only; no private key is ever in the repository.
 */

import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

export interface SamlKey {
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  /** X.509, self-signed, PEM. */
  readonly certificate: string;
}

export interface SamlKeyOptions {
  readonly commonName: string;
  /** Default 2048. */
  readonly bits?: 1024 | 2048 | 3072;
  /** Default the start of 2020. */
  readonly notBefore?: Date;
  /** Default the start of 2040. */
  readonly notAfter?: Date;
}

const generate = promisify(generateKeyPair);

/** Takes a tenth of a second or more: tests make a key once and use it again. */
export async function makeSamlKey(options: SamlKeyOptions): Promise<SamlKey> {
  const { privateKey } = await generate("rsa", { modulusLength: options.bits ?? 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: selfSignedCertificate(privateKey, {
      commonName: options.commonName,
      notBefore: options.notBefore ?? new Date("2020-01-01T00:00:00Z"),
      notAfter: options.notAfter ?? new Date("2040-01-01T00:00:00Z"),
    }),
  };
}

/** The certificate's DER in base64, as XML carries it. */
export function certificateBody(certificate: string): string {
  return certificate.replaceAll(/-----[A-Z ]+-----|\s/g, "");
}
