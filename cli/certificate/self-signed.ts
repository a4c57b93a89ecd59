/**
 * PURE but for the serial number: a self-signed X.509 v3 certificate (RFC 5280) for an RSA key, which Node can read but
 * not make. SAML uses a certificate as an envelope for a public key: nobody looks at who signed it.
 */
import { type KeyObject, randomBytes } from "node:crypto";
import {
  bitString,
  context,
  derNull,
  derTrue,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from "./der.ts";

export interface CertificateFacts {
  readonly publicKey: KeyObject;
  /** Of subject and issuer, as DER. */
  readonly name: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Critical: what is signed or encrypted with the key is messages, never another certificate. */
  readonly use: "signatures" | "signatures and keys";
}

const SHA256_WITH_RSA = sequence(objectIdentifier("1.2.840.113549.1.1.11"), derNull);
const VERSION_3 = context(0, integer(Buffer.of(2)));
const NOT_AN_AUTHORITY = sequence(objectIdentifier("2.5.29.19"), derTrue, octetString(sequence()));
/** Bits 0 and 2 of KeyUsage: digitalSignature and keyEncipherment. */
const KEY_USAGE = {
  signatures: bitString(Buffer.of(0b1000_0000), 7),
  "signatures and keys": bitString(Buffer.of(0b1010_0000), 5),
};

/** TBSCertificate, the octets to sign with SHA-256 and RSA (PKCS #1 v1.5); another serial number each time. */
export function unsignedCertificate({ publicKey, name, notBefore, notAfter, use }: CertificateFacts): Buffer {
  const keyUsage = sequence(objectIdentifier("2.5.29.15"), derTrue, octetString(KEY_USAGE[use]));
  return sequence(
    VERSION_3,
    integer(serialNumber()),
    SHA256_WITH_RSA,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    context(3, sequence(keyUsage, NOT_AN_AUTHORITY)),
  );
}

/** PEM. */
export function signedCertificate(unsigned: Buffer, signature: Uint8Array): string {
  const der = sequence(unsigned, SHA256_WITH_RSA, bitString(Buffer.from(signature)));
  const lines = der.toString("base64").replaceAll(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** Positive and at most 20 octets (RFC 5280 §4.1.2.2). */
function serialNumber(): Buffer {
  return Buffer.concat([Buffer.of(0x01), randomBytes(15)]);
}
