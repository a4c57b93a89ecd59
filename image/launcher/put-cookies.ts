/**
 * Puts cookies into a browser that has no page yet, and reads them back: a browser drops some in silence, such as one
 * that is over already.
 */
import type { PlacedCookie } from "./answer.ts";
import type { DevtoolsPipe, Members } from "./devtools-pipe.ts";

/** Whether the browser holds every one of them with all its attributes. */
export async function putCookies(
  devtools: DevtoolsPipe,
  cookies: readonly PlacedCookie[],
  deadlineMilliseconds: number,
): Promise<boolean> {
  if (cookies.length === 0) return true;
  const taken = await devtools.call("Storage.setCookies", { cookies }, deadlineMilliseconds);
  if (taken === undefined) return false;
  const read = await devtools.call("Storage.getCookies", {}, deadlineMilliseconds);
  const held = Array.isArray(read?.cookies) ? (read.cookies as readonly Members[]) : [];
  return cookies.every((cookie) => held.some((one) => isSame(cookie, one)));
}

function isSame(cookie: PlacedCookie, held: Members): boolean {
  return (["name", "value", "domain", "path", "secure", "httpOnly", "sameSite"] as const).every(
    (attribute) => held[attribute] === cookie[attribute],
  );
}
