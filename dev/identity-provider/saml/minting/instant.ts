/** PURE: moments in SAML messages, which are UTC (SAML Core §1.3.3). Nothing here reads a clock. */

/** A string is written as it stands, whatever it says. */
export type Instant = Date | string;

export function writeInstant(instant: Instant | null): string | null {
  return instant instanceof Date ? instant.toISOString() : instant;
}

export function secondsAfter(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
