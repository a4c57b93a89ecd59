/**
 * What runs on the instances, for whoever gives the emulator something to run: the emulator itself runs nothing.
 * Without it the stream is a drawing.
 */
import type { EmulatedSession } from "./streaming-session.ts";

export interface InstanceSoftware {
  /** The stream is on a screen for the first time. Must not throw; false where this application has nothing to run. */
  start(session: EmulatedSession): boolean;
  /** Undefined where nothing was started for the session. */
  view(sessionId: string): InstanceView | undefined;
  /** A PNG of the session's display; undefined where there is none, or none yet. */
  picture(sessionId: string): Buffer | undefined;
  /** The session is over; of an unknown one nothing happens. */
  end(sessionId: string): void;
}

export interface InstanceView {
  readonly state: "starting" | "started" | "ended" | "refused";
  /** Why nothing was started, in the launcher's own words. */
  readonly reason?: string | undefined;
  /** What the person in the stream would tell the help desk. */
  readonly reference?: string | undefined;
  /** What opened the application or the page: a browser's name, or a program's. */
  readonly window: string;
  /** The heading of what is open, where the window is one that can be read. */
  readonly heading?: string | undefined;
  readonly hasPicture: boolean;
}
