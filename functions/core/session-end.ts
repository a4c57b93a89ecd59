/**
 * The end of a session that the broker ended, as the place of its launch tells it: for how long whoever had it is told,
 * and which one where there were several. An end by AppStream itself leaves no word, and so does one of an older version.
 */
import type { EndedBy } from "./audit-session-event.ts";

/** Who, or what: the same word as in the audit event. */
export type EndCause = EndedBy["kind"];

export const END_CAUSES = [
  "self",
  "logout",
  "disable",
  "time_limit",
  "help_desk",
] as const satisfies readonly EndCause[];

export interface EndablePlace {
  readonly application: string;
  /** Seconds since the epoch. */
  readonly endedAt?: number | undefined;
  readonly endedBy?: EndCause | undefined;
}

export interface SessionEnd {
  readonly application: string;
  readonly by: EndCause;
  /** Seconds ago, one at least: another Region's clock may be ahead of ours. */
  readonly endedAgo: number;
}

/** Whoever comes later comes for something else. */
const NEWS_SECONDS = 600;

/** Undefined: none of them was ended just now, or nothing says by whom. */
export function latestEnd(places: readonly EndablePlace[], nowEpochSeconds: number): SessionEnd | undefined {
  const [latest] = places
    .flatMap((place) => {
      const { endedAt, endedBy: by } = place;
      if (endedAt === undefined || by === undefined) return [];
      const endedAgo = Math.max(1, nowEpochSeconds - endedAt);
      return endedAgo < NEWS_SECONDS ? [{ application: place.application, by, endedAgo }] : [];
    })
    .sort((a, b) => a.endedAgo - b.endedAgo);
  return latest;
}
