/**
 * What an OpenID provider may end a session by, as short digests: the `sub` where it is not our subject, and the `sid` of
 * its own session. Invariant: the keys of two providers never meet, whatever their claims say.
 */
import { createHash } from "node:crypto";
import type { MappingRules } from "../principal-mapping.ts";
import type { JsonObject } from "./json-document.ts";

/** 132 bits: nobody finds a second session for a key, and a cookie has room for it. */
const KEY_LENGTH = 22;
const MAX_LENGTH = 255;

/** For the session cookie, from a verified ID token; of a verified access token, for what is done by it. */
export function logoutKeysOf(claims: JsonObject, rules: MappingRules): readonly string[] {
  const { sub, sid } = claims;
  return [
    ...(typeof sub === "string" && !isSubject(rules) ? [logoutKey(rules, "sub", sub)] : []),
    ...(isSessionId(sid) ? [logoutKey(rules, "sid", sid)] : []),
  ];
}

/** Whether the mapping makes `sub` the principal's subject, which then needs no key. */
export function isSubject({ claims }: MappingRules): boolean {
  return claims.subject === "sub";
}

export function isSessionId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_LENGTH;
}

export function logoutKey({ identityProvider }: MappingRules, claim: "sub" | "sid", value: string): string {
  const name = JSON.stringify([claim, identityProvider, value]);
  return createHash("sha256").update(name).digest("base64url").slice(0, KEY_LENGTH);
}
