/**
 * The broker's cookies. `__Host-` binds them to this host, path `/` and https, so no sub-domain can plant one.
 * SameSite=Lax: a launch link in another site's portal carries the session, a cross-site POST does not.
 */

export const SESSION_COOKIE = "__Host-streamgate-session";
export const PROPOSAL_COOKIE = "__Host-streamgate-proposal";
const TRANSACTION_PREFIX = "__Host-streamgate-login-";
/** A browser with more sign-ins under way than this forgets the surplus. */
const MAX_TRANSACTIONS = 5;
const MAX_TRANSACTIONS_LENGTH = 5_000;

/** Names the transaction's cookie; each tab's sign-in has its own. */
export function transactionCookie(transactionId: string): string {
  return `${TRANSACTION_PREFIX}${transactionId.replaceAll(/[^A-Za-z0-9_-]/g, "").slice(0, 16)}`;
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

/**
 * Clears what a new sign-in of `newLength` characters would push over the limits; browsers send the oldest first
 * (RFC 6265 §5.4). API Gateway refuses requests whose headers exceed 10,240 bytes in all.
 */
export function clearSurplusTransactions(
  cookies: ReadonlyMap<string, string>,
  newLength: number,
): readonly string[] {
  const held = [...cookies].filter(([name]) => name.startsWith(TRANSACTION_PREFIX));
  const cleared: string[] = [];
  let length = held.reduce((sum, [name, value]) => sum + name.length + value.length, newLength);
  for (const [place, [name, value]] of held.entries()) {
    const remaining = held.length - place;
    if (remaining < MAX_TRANSACTIONS && length <= MAX_TRANSACTIONS_LENGTH) break;
    cleared.push(clearCookie(name));
    length -= name.length + value.length;
  }
  return cleared;
}
