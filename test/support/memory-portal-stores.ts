/** What the Portal API counts and keeps, in memory; test/contract runs the same cases on it and on DynamoDB. */
import { err, ok } from "../../functions/core/result.ts";
import type { IdempotencyStore, RateCounters } from "../../functions/portal-api-ports.ts";

interface Kept {
  readonly attempt: string;
  readonly fingerprint: string;
  readonly answer: string | undefined;
  readonly expiresAt: number;
}

export function createMemoryIdempotencyStore(): IdempotencyStore {
  const items = new Map<string, Kept>();
  return {
    async begin({ id, attempt, fingerprint }, expiresAt, now) {
      const former = items.get(id);
      if (former === undefined || former.expiresAt <= now || former.attempt === attempt) {
        items.set(id, { attempt, fingerprint, answer: undefined, expiresAt });
        return ok(undefined);
      }
      if (former.fingerprint !== fingerprint) return err({ kind: "other_request" });
      const { answer: sealedAnswer } = former;
      return err(sealedAnswer === undefined ? { kind: "in_progress" } : { kind: "answered", sealedAnswer });
    },
    async finish({ id, attempt }, answer, expiresAt) {
      const former = items.get(id);
      if (former?.attempt !== attempt) return err("conflict");
      items.set(id, { ...former, answer, expiresAt });
      return ok(undefined);
    },
    async release({ id, attempt }, now) {
      const former = items.get(id);
      if (former?.attempt !== attempt || former.answer !== undefined) return err("conflict");
      items.set(id, { ...former, expiresAt: now });
      return ok(undefined);
    },
  };
}

export function createMemoryRateCounters(): RateCounters {
  const hits = new Map<string, number>();
  return {
    async count({ id, ceiling, startsAt }) {
      const key = `${id}:${startsAt}`;
      const counted = (hits.get(key) ?? 0) + 1;
      if (counted > ceiling) return err("conflict");
      hits.set(key, counted);
      return ok(counted);
    },
  };
}
