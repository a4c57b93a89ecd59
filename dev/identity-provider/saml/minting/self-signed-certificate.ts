/**
 * A self-signed X.509 v3 certificate (RFC 5280) for an RSA key, which Node can read but not make.
 * SAML uses a certificate as an envelope for a public key: nobody looks at who signed it.
 */

import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bitString,
  context,
  derNull,
  derTrue,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from "./der.ts";

export interface CertificateSubject {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const SHA256_WITH_RSA = sequence(objectIdentifier("1.2.840.113549.1.1.11"), derNull);
const VERSION_3 = context(0, integer(Buffer.of(2)));
const COMMON_NAME = objectIdentifier("2.5.4.3");
/** Critical: what is signed or encrypted with the key is messages, never another certificate. */
const KEY_USAGE = sequence(
  objectIdentifier("2.5.29.15"),
  derTrue,
  // digitalSignature and keyEncipherment, bits 0 and 2.
  octetString(bitString(Buffer.of(0b1010_0000), 5)),
);
const NOT_AN_AUTHORITY = sequence(objectIdentifier("2.5.29.19"), derTrue, octetString(sequence()));

/** PEM. Signed with SHA-256, under a random serial number. */
export function selfSignedCertificate(privateKey: KeyObject, subject: CertificateSubject): string {
  const name = sequence(set(sequence(COMMON_NAME, utf8String(subject.commonName))));
  const body = sequence(
    VERSION_3,
    integer(serialNumber()),
    SHA256_WITH_RSA,
    name,
    sequence(time(subject.notBefore), time(subject.notAfter)),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
    context(3, sequence(KEY_USAGE, NOT_AN_AUTHORITY)),
  );
  return pem(sequence(body, SHA256_WITH_RSA, bitString(sign("sha256", body, privateKey))));
}

/** Positive and at most 20 octets (RFC 5280 §4.1.2.2). */
function serialNumber(): Buffer {
  return Buffer.concat([Buffer.of(0x01), randomBytes(15)]);
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").replaceAll(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
