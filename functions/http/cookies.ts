/**
 * The broker's cookies. `__Host-` binds them to this host, path `/` and https, so no sub-domain can plant one.
 * SameSite=Lax: a launch link in another site's portal carries the session, a cross-site POST does not.
 */

export const SESSION_COOKIE = "__Host-streamgate-session";
const TRANSACTION_PREFIX = "__Host-streamgate-login-";
/** A browser with more sign-ins under way than this forgets the surplus. */
const MAX_TRANSACTIONS = 5;

/** Names the transaction's cookie; each tab's sign-in has its own. */
export function transactionCookie(transactionId: string): string {
  return `${TRANSACTION_PREFIX}${transactionId.replaceAll(/[^A-Za-z0-9_-]/g, "").slice(0, 16)}`;
}

/** `value` must be free of `;` and spaces, as a compact JWE is. */
export function setCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

export function clearCookie(name: string): string {
  return `${name}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** Clears what a new sign-in would push over the limit; browsers send the oldest first (RFC 6265 §5.4). */
export function clearSurplusTransactions(cookies: ReadonlyMap<string, string>): readonly string[] {
  const names = [...cookies.keys()].filter((name) => name.startsWith(TRANSACTION_PREFIX));
  return names.slice(0, Math.max(0, names.length - MAX_TRANSACTIONS + 1)).map(clearCookie);
}
