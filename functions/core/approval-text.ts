/**
 * What people write into a request and its answer: one paragraph of plain text. Invariant: no control characters, no
 * characters that turn the writing direction of what follows, and a bounded length, whatever was posted.
 */
import { err, ok, type Result } from "./result.ts";

/** In characters. */
export const MAX_REASON_LENGTH = 500;

/** Cc, and the marks that reorder or hide text (Unicode UAX #9); a line break is a space. */
const UNWANTED = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gv;

export function plainParagraph(text: string): string {
  return text.toWellFormed().replaceAll(UNWANTED, " ").replaceAll(/\s+/g, " ").trim();
}

/** The reason as it is kept, or how it is at fault. */
export function readReason(text: string, minLength: number): Result<string, "too_short" | "too_long"> {
  return bounded(plainParagraph(text), minLength);
}

/** Of an answer; an empty one is none. */
export function readComment(text: string): Result<string | null, "too_long"> {
  const comment = plainParagraph(text);
  if (comment === "") return ok(null);
  return length(comment) > MAX_REASON_LENGTH ? err("too_long") : ok(comment);
}

function bounded(reason: string, minLength: number): Result<string, "too_short" | "too_long"> {
  if (length(reason) < minLength) return err("too_short");
  return length(reason) > MAX_REASON_LENGTH ? err("too_long") : ok(reason);
}

/** As people count, not as UTF-16 does. */
function length(text: string): number {
  return [...text].length;
}
