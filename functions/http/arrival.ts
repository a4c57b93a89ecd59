/**
 * A sign-in of ours leads back to the launch it began with through other sites' pages, and the browser no longer knows
 * that a person clicked. This marker says so, once. Sign-ins begin with a click only (handlers/login.ts).
 * Invariant: it is good for one launch with all that belongs to it, and for a minute.
 */
import { createHash } from "node:crypto";
import { setCookie } from "./cookies.ts";
import type { HttpRequest } from "./request.ts";

export const ARRIVAL_COOKIE = "__Host-streamgate-arrival";

const ARRIVAL_SECONDS = 60;

/** `path`: of the launch that follows, as core/intent.ts writes it. */
export function arrivalCookie(path: string): string {
  return setCookie(ARRIVAL_COOKIE, digestOf(path), ARRIVAL_SECONDS);
}

export function isArriving({ cookies }: Pick<HttpRequest, "cookies">, path: string): boolean {
  return cookies.get(ARRIVAL_COOKIE) === digestOf(path);
}

/** A context may be longer than a cookie should be. */
function digestOf(path: string): string {
  return createHash("sha256").update(path).digest("base64url");
}
