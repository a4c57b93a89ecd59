/**
 * Exchanges the one-time handle for the launch: at most three tries within twenty seconds, all with one attempt id, so
 * that an answer lost on its way can be asked for again and a handle spent by somebody else cannot.
 * Invariant: what the broker refused is not asked again, and after the end of the session nobody is asked.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { RedeemedLaunch } from "./answer.ts";
import type { Fault } from "./fault.ts";
import { type Endpoint, redeemOnce } from "./redeem-attempt.ts";
import type { RequestSigner } from "./request-signer.ts";
import { err, ok, type Result } from "./result.ts";
import type { SessionContext } from "./session-context.ts";
import type { SessionFacts } from "./session-facts.ts";

export interface Redemption {
  readonly context: SessionContext;
  readonly facts: SessionFacts;
  /** Region to address, in the image's order. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly sign: RequestSigner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly times: RedeemTimes;
  /** Aborted at the end of the session. */
  readonly signal: AbortSignal;
}

export interface RedeemTimes {
  readonly attemptMilliseconds: number;
  readonly totalMilliseconds: number;
  /** Before the second try; twice as long before the third. Half of it is left to chance. */
  readonly pauseMilliseconds: number;
}

export const REDEEM_TIMES: RedeemTimes = {
  attemptMilliseconds: 5_000,
  totalMilliseconds: 20_000,
  pauseMilliseconds: 500,
};
const MAX_TRIES = 3;

export async function redeem(redemption: Redemption): Promise<Result<RedeemedLaunch, Fault>> {
  const { context, facts, sign, now, times, signal } = redemption;
  const endpoints = homeFirst(redemption.endpoints, context.homeRegion);
  const attempt = randomBytes(24).toString("base64url");
  const { userName, stack, fleet, sessionId } = facts;
  const body = JSON.stringify({ context: context.text, attempt, userName, stack, fleet, sessionId });
  // A clock of its own: the wall clock is what may be put right in between.
  const began = performance.now();
  const left = (): number => times.totalMilliseconds - (performance.now() - began);

  let last: Fault = { reason: "broker_unreachable", detail: "no endpoint" };
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const endpoint = endpoints[tries % endpoints.length];
    if (endpoint === undefined) break;
    const deadlineMilliseconds = Math.max(1, Math.min(times.attemptMilliseconds, Math.floor(left())));
    const answered = await redeemOnce({ endpoint, fleet, body, sign, now, deadlineMilliseconds, signal });
    if (signal.aborted) return err({ reason: "session_ended" });
    if (answered.ok) return ok(answered.value);
    last = answered.error.fault;
    if (!answered.error.isPassing) break;
    const wait = pauseBefore(tries + 1, times, answered.error.retryAfterSeconds);
    if (wait >= left()) break;
    if (tries + 1 < MAX_TRIES) await pause(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return err({ reason: "session_ended" });
  }
  return err(last);
}

/** Any Region's broker can redeem any handle; its home is the shortest way. */
function homeFirst(endpoints: Readonly<Record<string, string>>, home: string): readonly Endpoint[] {
  const all = Object.entries(endpoints).map(([region, url]) => ({ region, url }));
  return [...all.filter(({ region }) => region === home), ...all.filter(({ region }) => region !== home)];
}

function pauseBefore(next: number, { pauseMilliseconds }: RedeemTimes, retryAfterSeconds = 0): number {
  const planned = pauseMilliseconds * 2 ** (next - 1);
  return Math.max(retryAfterSeconds * 1000, planned * (0.5 + Math.random() / 2));
}
