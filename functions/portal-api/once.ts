/**
 * What a portal asks twice under one `Idempotency-Key` is done once (draft-ietf-httpapi-idempotency-key-header): the answer
 * is kept, sealed, for as long as it is good for something, and given again to the same client for the same person.
 * Invariant: a key is nobody else's, and stands for one request; what was refused or has to wait is not kept.
 */
import { faultEvent } from "../core/audit-event.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { FormerRequest, IdempotencyStore, OnceOnly, PortalCaller } from "../portal-api-ports.ts";
import type { AuditSink, Clock, Digest, RandomText, Sealer } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";

export interface OncePorts {
  readonly requests: IdempotencyStore;
  readonly sealer: Sealer;
  readonly digest: Digest;
  readonly randomText: RandomText;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export interface KeyedRequest {
  /** As it came; undefined: the portal does not mind doing it twice. */
  readonly key: string | undefined;
  readonly caller: PortalCaller;
  readonly routeKey: string;
  /** What is asked, in one spelling. */
  readonly content: string;
  readonly leaseSeconds: number;
  readonly correlationId: string;
}

/** What was done, and until when its answer is good for anything; null: it is not to be kept. */
export interface Done<T> {
  readonly answer: T;
  /** Seconds since the epoch. */
  readonly keptUntil: number | null;
}

/** Visible ASCII; the draft's quotes, if any, are part of it. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** `T` must survive JSON. */
export async function once<T>(
  ports: OncePorts,
  request: KeyedRequest,
  work: () => Promise<Result<Done<T>, Refusal>>,
): Promise<Result<T, Refusal>> {
  const { key, leaseSeconds } = request;
  if (key === undefined) {
    const done = await work();
    return done.ok ? ok(done.value.answer) : done;
  }
  if (!KEY.test(key)) return err(refusal("idempotency_key_invalid"));
  const attempt = onceOnly(ports, request, key);
  const now = epochSeconds(ports.now());
  const begun = await ports.requests.begin(attempt, now + leaseSeconds, now);
  if (!begun.ok) return await formerAnswer(ports, begun.error);
  const done = await work();
  if (!done.ok || done.value.keptUntil === null) {
    // One that cannot be given back is free again when its lease is over.
    await ports.requests.release(attempt, epochSeconds(ports.now()));
    return done.ok ? ok(done.value.answer) : done;
  }
  const sealed = await ports.sealer.seal("api-answer", JSON.stringify(done.value.answer));
  const kept = await ports.requests.finish(attempt, sealed, done.value.keptUntil);
  if (!kept.ok) {
    const stamp = auditStamp(ports.now(), request.correlationId);
    ports.audit.write(faultEvent(stamp, "idempotent_answer_not_kept", { failure: kept.error }));
  }
  return ok(done.value.answer);
}

function onceOnly(
  { digest, randomText }: OncePorts,
  { caller, routeKey, content }: KeyedRequest,
  key: string,
): OnceOnly {
  const { issuer, clientId, principal } = caller;
  return {
    id: digest(JSON.stringify([routeKey, issuer, clientId, principal.userId, key])),
    fingerprint: digest(content),
    attempt: randomText(16),
  };
}

async function formerAnswer<T>({ sealer }: OncePorts, former: FormerRequest): Promise<Result<T, Refusal>> {
  switch (former.kind) {
    case "other_request":
      return err(refusal("idempotency_key_reused"));
    case "unavailable":
      return err(refusal("idempotency_store_unavailable"));
    case "in_progress":
      return err(refusal("idempotency_in_progress"));
    case "answered": {
      const answer = await sealer.open("api-answer", former.sealedAnswer);
      // Sealed with a key that has been retired since: it is done, and nobody can say how.
      if (answer === undefined) return err(refusal("idempotency_in_progress", { answer: "unreadable" }));
      return ok(JSON.parse(answer));
    }
  }
}
