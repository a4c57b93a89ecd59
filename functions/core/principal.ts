/**
 * Who is asking: the verified outcome of a sign-in, the same whichever protocol proved it.
 * Invariant: a Principal is only ever built from a verified token (identity/), never from a request parameter.
 */

export interface Principal {
  /** Policy id of the identity provider; with `subject` it is the identity key (ASVS 6.8.1). */
  readonly identityProvider: string;
  /** Stable identifier at that provider, compared exactly, never normalised. */
  readonly subject: string;
  /** AppStream `UserId`: 2–32 characters of `[\w+=,.@-]`, stable for this identity. */
  readonly userId: string;
  readonly displayName: string | undefined;
  readonly email: string | undefined;
  /** Only the groups that the policy mentions: others can decide nothing. */
  readonly groups: readonly string[];
  /** ISO 3166-1 alpha-2, upper case, as the provider claims it. */
  readonly country: string | undefined;
  /** The AppStream Region that the provider claims; left out where it claims none. */
  readonly homeRegion?: string;
  /** What proved a second factor (`amr=mfa`), or undefined: no evidence means no MFA. */
  readonly mfaEvidence: string | undefined;
  /** When the person authenticated at the provider, seconds since the epoch. */
  readonly authenticatedAt: number;
}

/** AppStream's own constraint on `UserId` (API reference, CreateStreamingURL). */
const USER_ID = /^[\w+=,.@-]{2,32}$/;

export function isAppStreamUserId(value: string): boolean {
  return USER_ID.test(value);
}
