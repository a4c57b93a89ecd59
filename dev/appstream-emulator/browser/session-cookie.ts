/**
 * The cookie that lets a browser back into its session after the streaming URL has expired, as on the real service.
 * One per fleet, because a user has one session per fleet; Path keeps Regions apart.
 */

export function sessionCookie(region: string, fleet: string, sessionId: string): string {
  return `${cookieName(fleet)}=${sessionId}; Path=/${region}/; HttpOnly; SameSite=Lax`;
}

/** Unverified: only an equal session id gives it a meaning. */
export function unverifiedSessionId(cookieHeader: string | undefined, fleet: string): string | undefined {
  const cookies = (cookieHeader ?? "").split(";").map((cookie) => cookie.trim());
  const prefix = `${cookieName(fleet)}=`;
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length);
}

function cookieName(fleet: string): string {
  return `emulated-appstream-${fleet}`;
}
