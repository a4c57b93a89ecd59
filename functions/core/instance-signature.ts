/**
 * A request signed with a fleet's key, where no role can sign it:
 * `Authorization: Streamgate-HMAC-SHA256 Fleet=<name>, Date=<epoch seconds>, Signature=<base64url>`, HMAC-SHA-256 over
 * `streamgate-redeem-v1`, the date and the body's SHA-256 in lower-case hexadecimal, a line each.
 */

export interface InstanceSignature {
  /** AppStream's name of it. */
  readonly fleet: string;
  /** Seconds since the epoch, by the instance's clock. */
  readonly date: number;
  /** base64url of 32 octets, unverified. */
  readonly signature: string;
}

const SCHEME = "Streamgate-HMAC-SHA256";

/** Far enough for a clock that nobody looks after; what is signed can be redeemed once anyway. */
const TOLERANCE_SECONDS = 300;
const FORM = new RegExp(
  `^${SCHEME} Fleet=(?<fleet>[\\w.-]{1,101}), Date=(?<date>\\d{1,12}), Signature=(?<signature>[\\w-]{43})$`,
);

/** Undefined for a header of another scheme or form. */
export function parseInstanceSignature(authorization: string): InstanceSignature | undefined {
  const { fleet, date, signature } = FORM.exec(authorization)?.groups ?? {};
  if (fleet === undefined || date === undefined || signature === undefined) return undefined;
  return { fleet, date: Number(date), signature };
}

export function signedText(date: number, bodyDigest: string): string {
  return `streamgate-redeem-v1\n${date}\n${bodyDigest}`;
}

export function isTimely({ date }: InstanceSignature, nowEpochSeconds: number): boolean {
  return Math.abs(nowEpochSeconds - date) <= TOLERANCE_SECONDS;
}
