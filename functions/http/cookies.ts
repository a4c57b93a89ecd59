/**
 * The broker's cookies. `__Host-` binds them to this host, path `/` and https, so no sub-domain can plant one.
 * SameSite=Lax: a launch link in another site's portal carries the session, a cross-site POST does not.
 */

export const SESSION_COOKIE = "__Host-streamgate-session";
export const PROPOSAL_COOKIE = "__Host-streamgate-proposal";
/** The browser's own figures, which its script sets: unverified, and good for ranking only (core/latencies.ts). */
export const LATENCY_COOKIE = "__Host-streamgate-latency";
/** The language that a reader chose. */
export const LANGUAGE_COOKIE = "__Host-streamgate-language";
const TRANSACTION_PREFIX = "__Host-streamgate-login-";
/** A browser with more sign-ins under way than this forgets the surplus. */
const MAX_TRANSACTIONS = 5;
const MAX_TRANSACTIONS_LENGTH = 3_600;
const WAITING_PREFIX = "__Host-streamgate-waiting-";
/** A browser that waits for more applications than this loses its oldest place in a line. */
const MAX_TICKETS = 3;
const MAX_TICKETS_LENGTH = 1_500;

/** Names the transaction's cookie; each tab's sign-in has its own. */
export function transactionCookie(transactionId: string): string {
  return `${TRANSACTION_PREFIX}${transactionId.replaceAll(/[^A-Za-z0-9_-]/g, "").slice(0, 16)}`;
}

/** Each application that is waited for has its own; `application` is an id of the policy's form. */
export function waitingCookie(application: string): string {
  return `${WAITING_PREFIX}${application}`;
}

/**
 * Who the cookie comes back to: `Lax` with our own pages and links from anywhere; `None` also with a form that another
 * site posts, as a SAML identity provider does with its response. Only a login transaction may be `None`.
 */
export type SameSite = "Lax" | "None";

/** `value` must be free of `;` and spaces, as a compact JWE is. */
export function setCookie(
  name: string,
  value: string,
  maxAgeSeconds: number,
  sameSite: SameSite = "Lax",
): string {
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`;
}

export function clearCookie(name: string): string {
  return `${name}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** Clears what a new sign-in of `newLength` characters would push over the limits. */
export function clearSurplusTransactions(
  cookies: ReadonlyMap<string, string>,
  newLength: number,
): readonly string[] {
  const held = [...cookies].filter(([name]) => name.startsWith(TRANSACTION_PREFIX));
  return clearSurplus(held, newLength, MAX_TRANSACTIONS, MAX_TRANSACTIONS_LENGTH);
}

/** The same for a ticket, which takes the place of the former one of its application. */
export function clearSurplusTickets(
  cookies: ReadonlyMap<string, string>,
  application: string,
  newLength: number,
): readonly string[] {
  const own = waitingCookie(application);
  const held = [...cookies].filter(([name]) => name.startsWith(WAITING_PREFIX) && name !== own);
  return clearSurplus(held, newLength, MAX_TICKETS, MAX_TICKETS_LENGTH);
}

/**
 * Browsers send the oldest first (RFC 6265 §5.4). API Gateway refuses requests whose headers exceed 10,240 bytes in all:
 * with the longest session (broker-session.ts) the limits above leave 1,300 of them to the browser and the edge.
 */
function clearSurplus(
  held: readonly (readonly [name: string, value: string])[],
  newLength: number,
  maxCookies: number,
  maxLength: number,
): readonly string[] {
  const cleared: string[] = [];
  let length = held.reduce((sum, [name, value]) => sum + name.length + value.length, newLength);
  for (const [place, [name, value]] of held.entries()) {
    const remaining = held.length - place;
    if (remaining < maxCookies && length <= maxLength) break;
    cleared.push(clearCookie(name));
    length -= name.length + value.length;
  }
  return cleared;
}
