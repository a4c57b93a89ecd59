/** A self-signed certificate of a key that is at hand. */

import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { objectIdentifier, sequence, set, utf8String } from "../../../../cli/certificate/der.ts";
import { signedCertificate, unsignedCertificate } from "../../../../cli/certificate/self-signed.ts";

export interface CertificateSubject {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const COMMON_NAME = objectIdentifier("2.5.4.3");

/** PEM. Signed with SHA-256, under a random serial number. */
export function selfSignedCertificate(
  privateKey: KeyObject,
  { commonName, ...validity }: CertificateSubject,
): string {
  const unsigned = unsignedCertificate({
    publicKey: createPublicKey(privateKey),
    name: sequence(set(sequence(COMMON_NAME, utf8String(commonName)))),
    use: "signatures and keys",
    ...validity,
  });
  return signedCertificate(unsigned, sign("sha256", unsigned, privateKey));
}
