/**
 * The limits of ExpireSession.
 * A session id is opaque: any text but the empty one.
 */
import type { Limits } from "../protocol/limits.ts";

export const EXPIRE_SESSION = {
  SessionId: { type: "string", required: true, minLength: 1 },
} as const satisfies Limits;
