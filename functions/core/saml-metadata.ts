/**
 * An identity provider's SAML metadata as the functions use it: read and checked when the policy is compiled, and
 * shipped with it. Nothing is fetched while people sign in.
 */

export interface SigningCertificate {
  /** DER in base64. */
  readonly der: string;
  /** SHA-256 of the DER, hexadecimal, lower case. */
  readonly fingerprint: string;
  /** Seconds since the epoch. */
  readonly notAfter: number;
}

export interface SamlMetadata {
  readonly entityId: string;
  /** HTTP-Redirect. */
  readonly singleSignOnUrl: string;
  /** Where answers to logout requests go, HTTP-Redirect; null: the identity provider wants none. */
  readonly singleLogoutUrl: string | null;
  /** All are tried; two while the identity provider rolls over. */
  readonly signingCertificates: readonly SigningCertificate[];
  /** Seconds since the epoch; null: until it is replaced. */
  readonly validUntil: number | null;
  /** How long the publisher wants it kept before it is asked again; null: it does not say. */
  readonly cacheSeconds: number | null;
}

export interface MetadataLifetime {
  /** Whole days until the last signing certificate ends; negative once it has. */
  readonly certificateDays: number;
  /** The same for `validUntil`; null where there is none. */
  readonly metadataDays: number | null;
}

const DAY_SECONDS = 86_400;

/** For alarms. An ended certificate is a sign of neglect, not a reason to lock everybody out: the key is what is trusted. */
export function metadataLifetime(metadata: SamlMetadata, nowEpochSeconds: number): MetadataLifetime {
  const last = Math.max(...metadata.signingCertificates.map(({ notAfter }) => notAfter));
  return {
    certificateDays: wholeDays(last - nowEpochSeconds),
    metadataDays: metadata.validUntil === null ? null : wholeDays(metadata.validUntil - nowEpochSeconds),
  };
}

function wholeDays(seconds: number): number {
  return Math.floor(seconds / DAY_SECONDS);
}
