/**
 * One request to one Region's broker, over within its deadline whatever the other side does.
 * Invariant: nothing of an answer but its shape, status, date and correlation id gets into a fault.
 */
import { parseAnswer, type RedeemedLaunch } from "./answer.ts";
import { boundedBody } from "./bounded-body.ts";
import type { Fault, FaultReason } from "./fault.ts";
import type { RequestSigner } from "./request-signer.ts";
import { err, type Result } from "./result.ts";

export interface Endpoint {
  readonly region: string;
  readonly url: string;
}

export interface RedeemAttempt {
  readonly endpoint: Endpoint;
  readonly fleet: string;
  readonly body: string;
  readonly sign: RequestSigner;
  readonly now: () => number;
  readonly deadlineMilliseconds: number;
  /** The end of the session, which waits for nobody. */
  readonly signal: AbortSignal;
}

export interface AttemptFault {
  readonly fault: Fault;
  /** Another try may go better. */
  readonly isPassing: boolean;
  readonly retryAfterSeconds?: number;
}

const MAX_ANSWER_BYTES = 64 * 1024;
/** SigV4 and the key's scheme forgive five minutes; nearer than this the clock is not to blame. */
const CLOCK_TOLERANCE_MILLISECONDS = 240_000;
const CORRELATION_ID = /^[\w-]{1,128}$/;

export async function redeemOnce(attempt: RedeemAttempt): Promise<Result<RedeemedLaunch, AttemptFault>> {
  const { endpoint, fleet, body, sign, now } = attempt;
  const { region } = endpoint;
  const url = new URL(`${endpoint.url.replace(/\/$/, "")}/context/redeem`);
  const deadline = AbortSignal.timeout(attempt.deadlineMilliseconds);
  const signal = AbortSignal.any([deadline, attempt.signal]);
  try {
    // The signer may hang as well: it asks a program of AppStream's for the credentials.
    const headers = await Promise.race([
      sign({ url, region, fleet, body, nowMilliseconds: now() }).catch(() => undefined),
      whenAborted(signal),
    ]);
    if (headers === undefined) return passing("credentials_missing", region);
    const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal });
    const text = await boundedBody(response, MAX_ANSWER_BYTES);
    if (text === undefined) return passing("answer_too_large", region);
    if (response.status !== 200) return err(refusal(response, text, now()));
    const parsed = parseAnswer(text);
    if (parsed.ok) return parsed;
    // It may be the launch, which is spent then; the next answer would be of the same making.
    return err({ fault: { reason: parsed.error, detail: region }, isPassing: false });
  } catch {
    // The cause may quote the address or the answer; which of the two ways it ended is enough.
    return passing(deadline.aborted ? "broker_slow" : "broker_unreachable", region);
  }
}

function refusal(response: Response, text: string, nowMilliseconds: number): AttemptFault {
  const detail = `HTTP ${response.status}`;
  const correlationId = correlationIdOf(response, text);
  const about = { detail, ...(correlationId === undefined ? {} : { correlationId }) };
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const fault = { reason: "broker_unavailable", ...about } as const;
    return { fault, isPassing: true, ...(seconds >= 0 ? { retryAfterSeconds: seconds } : {}) };
  }
  // The broker or the gateway before it: a signature of another hour is refused before the handle is looked at.
  const skew = nowMilliseconds - Date.parse(response.headers.get("date") ?? "");
  const isClockOff = Math.abs(skew) > CLOCK_TOLERANCE_MILLISECONDS;
  if (isClockOff) {
    const seconds = Math.round(skew / 1000);
    return { fault: { reason: "clock_off", ...about, detail: `${detail}, ${seconds} s` }, isPassing: false };
  }
  const reason = problemOf(text).reason === "context_refused" ? "context_refused" : "instance_not_allowed";
  return { fault: { reason, ...about }, isPassing: false };
}

function correlationIdOf(response: Response, text: string): string | undefined {
  return [problemOf(text).correlationId, response.headers.get("correlation-id")].find(
    (value): value is string => typeof value === "string" && CORRELATION_ID.test(value),
  );
}

function problemOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    // Not from the broker, such as a proxy's page; nothing in it is believed.
    return {};
  }
}

function passing(reason: FaultReason, detail: string): Result<never, AttemptFault> {
  return err({ fault: { reason, detail }, isPassing: true });
}

async function whenAborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
