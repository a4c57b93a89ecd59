/** Requested ends in memory; test/contract runs the same cases on it and on the DynamoDB adapter. */
import { err, ok } from "../../functions/core/result.ts";
import type {
  EndingQueue,
  EndingRequests,
  EndingWithdrawals,
  PersonIndex,
  RequestedEnd,
  StreamingPerson,
} from "../../functions/ending-ports.ts";
import type { SessionsOf } from "../../functions/revocation-ports.ts";

const KEPT_SECONDS = 511_200;

export function createMemoryEndings(): PersonIndex & EndingRequests & EndingWithdrawals & EndingQueue {
  const known = new Map<string, { people: Map<string, StreamingPerson>; expiresAt: number }>();
  const ends = new Map<string, RequestedEnd>();
  const keyOf = (sessions: SessionsOf): string =>
    "logoutKey" in sessions
      ? sessions.logoutKey
      : JSON.stringify([sessions.identityProvider, sessions.subject]);
  return {
    async remember({ identityProvider, subject, userId }, logoutKeys, now) {
      const person = { identityProvider, subject, userId };
      for (const name of [person, ...logoutKeys.map((logoutKey) => ({ logoutKey }))]) {
        const people = known.get(keyOf(name))?.people ?? new Map();
        known.set(keyOf(name), { people: people.set(userId, person), expiresAt: now + KEPT_SECONDS });
      }
      return ok(undefined);
    },
    async request(sessions, { by, launchedUntil }, requestedAt) {
      for (const key of sessions.map(keyOf)) {
        ends.set(`${by} ${key}`, { key, by, requestedAt, launchedUntil });
      }
      return ok(undefined);
    },
    async withdraw(sessions, by) {
      ends.delete(`${by} ${keyOf(sessions)}`);
      return ok(undefined);
    },
    async pending() {
      return ok([...ends.values()]);
    },
    async people(key, now) {
      const entry = known.get(key);
      return ok(entry === undefined || entry.expiresAt <= now ? [] : [...entry.people.values()]);
    },
    async done({ key, by, requestedAt, launchedUntil }) {
      const former = ends.get(`${by} ${key}`);
      if (former?.requestedAt !== requestedAt || former.launchedUntil !== launchedUntil)
        return err("conflict");
      ends.delete(`${by} ${key}`);
      return ok(undefined);
    },
  };
}
