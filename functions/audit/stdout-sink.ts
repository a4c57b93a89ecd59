/**
 * Audit events on standard output, one JSON object a line: Lambda carries them to the log group.
 * Invariant: one event, one line; control and bidirectional characters are escaped, so no event can forge another.
 */
import type { AuditEvent } from "../core/audit-event.ts";
import type { AuditSink } from "../ports.ts";

/** C0/C1 controls, line and paragraph separators, bidi overrides and isolates: JSON.stringify leaves most of them raw. */
const UNSAFE = /[\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function createStdoutSink(write: (line: string) => void): AuditSink {
  return { write: (event) => write(`${formatEvent(event)}\n`) };
}

export function formatEvent(event: AuditEvent): string {
  return JSON.stringify(event).replace(UNSAFE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
