/**
 * A person's sessions with the end that each will really have: AppStream's, or that of the policy's limits where it is
 * earlier. Invariant: nothing is read where the policy limits no time, and what cannot be read leaves the rest of the list.
 */
import type { PersonUse } from "../core/person-use.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { timeUpAt } from "../core/time-left.ts";
import { withinDeadline } from "../deadline.ts";
import type { Clock } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import type { UseStore } from "../use-ports.ts";
import type { OwnSession, OwnSessions } from "./own-sessions.ts";

export interface TimeLeftPorts {
  readonly index: PolicyIndex;
  readonly uses: Pick<UseStore, "read">;
  readonly now: Clock;
}

export function withTimeLeft(ownSessions: OwnSessions, ports: TimeLeftPorts): OwnSessions {
  const { index, now } = ports;
  if (!limitsTime(index)) return ownSessions;
  return {
    ...ownSessions,
    async list(principal) {
      const [list, use] = await Promise.all([ownSessions.list(principal), useOf(ports, principal.userId)]);
      const { sessions } = list;
      const nowEpochSeconds = epochSeconds(now());
      const ended = sessions.map((session): OwnSession => {
        const { fleet, expiresAt } = session;
        const timeUp =
          use === undefined
            ? longestEnd(session, index)
            : timeUpAt(fleet, use, sessions, index, nowEpochSeconds);
        return { ...session, expiresAt: earlier(expiresAt, timeUp) };
      });
      return { ...list, sessions: ended };
    },
  };
}

function limitsTime({ applications }: PolicyIndex): boolean {
  return [...applications.values()].some(({ application: { use } }) => {
    const { sessionSeconds = null, budget = null } = use ?? {};
    return sessionSeconds !== null || budget !== null;
  });
}

/** Undefined: not to be had while somebody waits for a page. */
async function useOf({ index, uses, now }: TimeLeftPorts, userId: string): Promise<PersonUse | undefined> {
  const { attemptTimeoutMilliseconds } = index.policy.limits;
  return await withinDeadline(attemptTimeoutMilliseconds, undefined, async () => {
    const read = await uses.read(userId, epochSeconds(now()));
    return read.ok ? read.value : undefined;
  });
}

/** What the policy alone says, without a word on what the person used. */
function longestEnd({ application, startedAt }: OwnSession, { applications }: PolicyIndex) {
  const { sessionSeconds = null } = applications.get(application)?.application.use ?? {};
  return sessionSeconds === null ? undefined : startedAt + sessionSeconds;
}

function earlier(expiresAt: number | null, timeUp: number | undefined): number | null {
  if (timeUp === undefined) return expiresAt;
  return expiresAt === null ? timeUp : Math.min(expiresAt, timeUp);
}
