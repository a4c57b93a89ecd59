/** Moments in the two forms that records and events want, from the clock's milliseconds. */
import type { AuditStamp } from "./core/audit-base.ts";

/** Whole seconds since the epoch, rounded down: what is about to begin has not begun. */
export function epochSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

export function auditStamp(nowMilliseconds: number, correlationId: string): AuditStamp {
  return { time: new Date(nowMilliseconds).toISOString(), correlationId };
}

/** For a program's answer; of whole seconds since the epoch. */
export function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
