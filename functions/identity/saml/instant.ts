/** SAML's points in time (Core §1.3.3): UTC with `Z`, never local time. */

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** How far the identity provider's clock and ours may be apart. */
export const CLOCK_SKEW_MILLISECONDS = 60_000;

/** Milliseconds since the epoch; undefined for anything that is no such point in time. */
export function parseInstant(text: string | undefined): number | undefined {
  if (text === undefined || !INSTANT.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  // A day the month does not have would roll over into the next.
  return new Date(milliseconds).toISOString().slice(0, 19) === text.slice(0, 19) ? milliseconds : undefined;
}

/** Between issuing and arrival lies one redirect of a browser. */
export const MAX_AGE_MILLISECONDS = 300_000;

export function isPast(end: number, now: number): boolean {
  return now >= end + CLOCK_SKEW_MILLISECONDS;
}

export function isFuture(begin: number, now: number): boolean {
  return begin > now + CLOCK_SKEW_MILLISECONDS;
}
