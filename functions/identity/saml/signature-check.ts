/**
 * Whether a signature of the accepted shape is by one of the configured keys over what its parent now holds.
 * The key never comes from the document.
 */
import { constants, createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { type Refusal, refusal } from "../../core/refusal.ts";
import type { SigningCertificate } from "../../core/saml-metadata.ts";
import { canonicalize } from "./exclusive-c14n.ts";
import type { SignatureAlgorithm, SignatureShape } from "./signature-shape.ts";

/** Throws for a certificate that cannot be read: the metadata was checked when it was compiled. */
export function verificationKeys(certificates: readonly SigningCertificate[]): readonly KeyObject[] {
  return certificates.map(({ der }) => createPublicKey(pemOf(der)));
}

export function pemOf(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

/** Which of the keys made the signature over SignedInfo; undefined: none. */
export function fittingKey(shape: SignatureShape, keys: readonly KeyObject[]): number | undefined {
  const text = canonicalize(shape.signedInfo, { inclusivePrefixes: shape.signedInfoPrefixes });
  const signedInfo = Buffer.from(text);
  const place = keys.findIndex((key) => isSignedBy(key, shape.algorithm, signedInfo, shape.signatureValue));
  return place < 0 ? undefined : place;
}

/** Undefined if it verifies. The signature over SignedInfo first: it costs the least and stops a stranger. */
export function signatureFault(shape: SignatureShape, keys: readonly KeyObject[]): Refusal | undefined {
  if (fittingKey(shape, keys) === undefined) return refusal("saml_signature");
  const content = canonicalize(shape.parent, {
    inclusivePrefixes: shape.referencePrefixes,
    without: shape.signature,
  });
  const digest = createHash(shape.digest).update(content).digest();
  return digest.equals(shape.digestValue) ? undefined : refusal("saml_digest");
}

export function isSignedBy(
  key: KeyObject,
  { hash, padding }: SignatureAlgorithm,
  content: Buffer,
  signature: Buffer,
): boolean {
  const options =
    padding === "pss"
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { padding: constants.RSA_PKCS1_PADDING };
  return verify(hash, content, { key, ...options }, signature);
}
