/** What every IdempotencyStore must do: of any number of requests with one key, one is done, and the rest hear of it. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { err, ok } from "../../functions/core/result.ts";
import type { IdempotencyStore, OnceOnly } from "../../functions/portal-api-ports.ts";

const NOW = 1_795_000_000;
const LEASE = NOW + 10;

function aRequest(change: Partial<OnceOnly> = {}): OnceOnly {
  return { id: randomUUID(), fingerprint: "treasury", attempt: randomUUID(), ...change };
}

export function describeIdempotencyStore(make: () => IdempotencyStore): void {
  describe("begin", () => {
    it("lets the first one go on", async () => {
      expect(await make().begin(aRequest(), LEASE, NOW)).toStrictEqual(ok(undefined));
    });

    it("lets the same attempt go on again, whose answer was lost", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      expect(await store.begin(request, LEASE, NOW)).toStrictEqual(ok(undefined));
    });

    it("tells the next one that it is being done", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      const next = { ...request, attempt: randomUUID() };
      expect(await store.begin(next, LEASE, NOW)).toStrictEqual(err({ kind: "in_progress" }));
    });

    it("lets exactly one of twenty racing attempts win", async () => {
      const store = make();
      const request = aRequest();
      const attempts = Array.from({ length: 20 }, () => ({ ...request, attempt: randomUUID() }));
      const outcomes = await Promise.all(attempts.map((attempt) => store.begin(attempt, LEASE, NOW)));
      expect(outcomes.filter(({ ok: isFirst }) => isFirst)).toHaveLength(1);
    });

    it("tells whoever asks for something else under the key", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      const other = { ...request, attempt: randomUUID(), fingerprint: "design" };
      expect(await store.begin(other, LEASE, NOW)).toStrictEqual(err({ kind: "other_request" }));
    });

    it("keeps keys apart", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      const other = aRequest({ id: `${request.id}-` });
      expect(await store.begin(other, LEASE, NOW)).toStrictEqual(ok(undefined));
    });

    it("lets another take over when the lease is over", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      const next = { ...request, attempt: randomUUID() };
      expect(await store.begin(next, LEASE + 10, LEASE - 1)).toStrictEqual(err({ kind: "in_progress" }));
      expect(await store.begin(next, LEASE + 10, LEASE)).toStrictEqual(ok(undefined));
      expect(await store.finish(request, "sealed", NOW + 60)).toStrictEqual(err("conflict"));
    });
  });

  describe("finish", () => {
    it("has the answer given to whoever asks again, until its time is over", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      expect(await store.finish(request, "sealed", NOW + 60)).toStrictEqual(ok(undefined));
      const next = { ...request, attempt: randomUUID() };
      const answered = err({ kind: "answered", sealedAnswer: "sealed" });
      expect(await store.begin(next, NOW + 69, NOW + 59)).toStrictEqual(answered);
      expect(await store.begin({ ...next, fingerprint: "design" }, NOW + 69, NOW + 59)).toStrictEqual(
        err({ kind: "other_request" }),
      );
      expect(await store.begin(next, NOW + 70, NOW + 60)).toStrictEqual(ok(undefined));
    });

    it("keeps nothing for an attempt that never began", async () => {
      expect(await make().finish(aRequest(), "sealed", NOW + 60)).toStrictEqual(err("conflict"));
    });
  });

  describe("release", () => {
    it("lets the next one begin anew", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      expect(await store.release(request, NOW + 1)).toStrictEqual(ok(undefined));
      const other = { ...request, attempt: randomUUID(), fingerprint: "design" };
      expect(await store.begin(other, LEASE, NOW + 1)).toStrictEqual(ok(undefined));
    });

    it("takes nobody else's away, and no answer", async () => {
      const store = make();
      const request = aRequest();
      await store.begin(request, LEASE, NOW);
      expect(await store.release({ ...request, attempt: randomUUID() }, NOW)).toStrictEqual(err("conflict"));
      await store.finish(request, "sealed", NOW + 60);
      expect(await store.release(request, NOW)).toStrictEqual(err("conflict"));
    });
  });
}
