/** All of a person's streaming sessions, ended side by side: those that are found at this moment, each looked at again. */
import type { EndedBy, KnownPerson } from "../core/audit-session-event.ts";
import type { Refusal } from "../core/refusal.ts";
import type { OwnSessions } from "./own-sessions.ts";

export interface EndedAll {
  readonly ended: number;
  /** Why the others were not; one that was over already is not among them. */
  readonly refused: readonly Refusal[];
}

export async function endAllSessions(
  own: OwnSessions,
  principal: KnownPerson,
  correlationId: string,
  by: EndedBy,
): Promise<EndedAll> {
  const { sessions } = await own.list(principal);
  const outcomes = await Promise.all(sessions.map(({ id }) => own.end({ principal, id, correlationId, by })));
  const refused = outcomes.filter((outcome) => !outcome.ok).map(({ error }) => error);
  return {
    ended: outcomes.filter(({ ok }) => ok).length,
    refused: refused.filter(({ reason }) => reason !== "streaming_session_gone"),
  };
}
