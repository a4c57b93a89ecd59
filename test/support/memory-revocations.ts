/** What ends sessions, in memory; test/contract runs the same cases on it and on the DynamoDB adapter. */
import { LONGEST_BROKER_SESSION_SECONDS } from "../../functions/core/longest-session.ts";
import { err, ok } from "../../functions/core/result.ts";
import type {
  Disabling,
  EndOfSessions,
  RegionalRevocations,
  RevocationStore,
  Revocations,
  SessionsOf,
} from "../../functions/revocation-ports.ts";

export function createMemoryRevocations(): RevocationStore {
  const ended = new Map<string, { readonly until: number; readonly expiresAt: number }>();
  const disabled = new Map<string, Disabling>();
  const keyOf = (sessions: SessionsOf): string =>
    "logoutKey" in sessions
      ? sessions.logoutKey
      : JSON.stringify([sessions.identityProvider, sessions.subject]);
  return {
    async read(identity, logoutKeys, now) {
      const all: readonly SessionsOf[] = [identity, ...logoutKeys.map((logoutKey) => ({ logoutKey }))];
      const ends = all
        .map((each) => ended.get(keyOf(each)))
        .flatMap((end) => (end !== undefined && end.expiresAt > now ? [end.until] : []));
      const disabling = disabled.get(keyOf(identity));
      const isOver = disabling?.until != null && disabling.until <= now;
      return ok({
        endedUntil: ends.length === 0 ? undefined : Math.max(...ends),
        disabling: isOver ? undefined : disabling,
      });
    },
    async end(sessions, endedUntil, now) {
      const former = ended.get(keyOf(sessions));
      if (former !== undefined && former.until >= endedUntil && former.expiresAt > now) return ok(undefined);
      const expiresAt = now + LONGEST_BROKER_SESSION_SECONDS + 600;
      ended.set(keyOf(sessions), { until: endedUntil, expiresAt });
      return ok(undefined);
    },
    async disable(identity, { by, reason, at, until }) {
      disabled.set(keyOf(identity), { by, reason, at, until });
      return ok(undefined);
    },
    async enable(identity) {
      disabled.delete(keyOf(identity));
      return ok(undefined);
    },
  };
}

/** Where nobody was ever signed out by somebody else. */
export const NO_REVOCATIONS: Revocations = {
  read: async () => ok({ endedUntil: undefined, disabling: undefined }),
};

export interface RememberedEnds extends RegionalRevocations {
  readonly ends: (EndOfSessions & { readonly now: number })[];
}

/** All Regions, of which these do not answer; it remembers what it was told to end. */
export function rememberedEnds(away: readonly string[] = []): RememberedEnds {
  const ends: RememberedEnds["ends"] = [];
  return {
    ends,
    async end(wanted, now) {
      ends.push(...wanted.map((end) => ({ ...end, now })));
      return away;
    },
    disable: async () => away,
    enable: async () => away,
  };
}

/** A table that does not answer. */
export const REVOCATIONS_AWAY: RevocationStore = {
  read: async () => err("unavailable"),
  end: async () => err("unavailable"),
  disable: async () => err("unavailable"),
  enable: async () => err("unavailable"),
};
