/**
 * The form of a SessionContext, `v1.<region>.<handle>`. Pure.
 * Anybody can write it into the streaming URL, so what has another form is not sent anywhere.
 */
import { err, ok, type Result } from "./result.ts";

export const CONTEXT_VARIABLE = "APPSTREAM_SESSION_CONTEXT";

const MAX_LENGTH = 256;
const FORM = /^v1\.([a-z0-9-]{1,32})\.[A-Za-z0-9_-]{43,}$/;

export interface SessionContext {
  /** A secret until it is spent. */
  readonly text: string;
  readonly homeRegion: string;
}

export function parseSessionContext(
  value: string | undefined,
): Result<SessionContext, "context_missing" | "context_malformed"> {
  if (value === undefined || value === "") return err("context_missing");
  // The length first: what is a megabyte long is not worth a regular expression.
  const homeRegion = value.length > MAX_LENGTH ? undefined : FORM.exec(value)?.[1];
  return homeRegion === undefined ? err("context_malformed") : ok({ text: value, homeRegion });
}
