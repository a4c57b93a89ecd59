/**
 * One line of JSON an event, for the operator: on standard error, and in the image's log file where it names one.
 * Invariant: no handle, cookie, argument, address or name of a person; its type has no place for them.
 */
import { appendFileSync } from "node:fs";

interface LauncherEvent {
  readonly event:
    | "application_started"
    | "application_ended"
    | "launch_failed"
    | "page_shown"
    | "page_not_shown";
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
  readonly application?: string | undefined;
  readonly launchId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly reference?: string | undefined;
  readonly stack?: string | undefined;
  readonly fleet?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly milliseconds?: number | undefined;
}

export type EventLog = (event: LauncherEvent) => void;

export function createEventLog(logFile: string | undefined, now: () => number): EventLog {
  return (event) => {
    const line = `${JSON.stringify({ time: new Date(now()).toISOString(), ...event })}\n`;
    process.stderr.write(line);
    if (logFile === undefined) return;
    try {
      appendFileSync(logFile, line, { mode: 0o600 });
    } catch {
      // A full or forbidden disk must not keep a person from the application; standard error has the line.
    }
  };
}
