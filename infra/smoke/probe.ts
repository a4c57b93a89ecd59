/** One request of the smoke test, and the patience for what DNS and CloudFront take to tell the world. */
import { setTimeout as pause } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Patience {
  /** Of one request. */
  readonly deadlineMilliseconds: number;
  /** Of all tries together. */
  readonly budgetMilliseconds: number;
  readonly pauseMilliseconds: number;
}

/** A new name is known everywhere after a minute or two; a new distribution's answers can be stale as long. */
export const AFTER_DEPLOYMENT: Patience = {
  deadlineMilliseconds: 10_000,
  budgetMilliseconds: 180_000,
  pauseMilliseconds: 5_000,
};

/** The host, and the code of what Node met there; never what was sent. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code: string;
  constructor(host: string, code: string) {
    super(`no answer from ${host} (${code})`);
    this.code = code;
  }
}

/** Follows no redirect. Rejects with a NoAnswer. */
export async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  { deadlineMilliseconds }: Patience,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(deadlineMilliseconds),
    });
    const body = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (thrown) {
    const { cause, name } = thrown as Error & { readonly cause?: { readonly code?: string } };
    throw new NoAnswer(new URL(url).host, cause?.code ?? name);
  }
}

/** Undefined once `ask` finds nothing wrong; else what it found last, when the budget is used up. */
export async function untilRight(
  ask: () => Promise<string | undefined>,
  { budgetMilliseconds, pauseMilliseconds }: Patience,
): Promise<string | undefined> {
  const end = performance.now() + budgetMilliseconds;
  for (;;) {
    const wrong = await ask().catch((cause: Error) => cause.message);
    if (wrong === undefined || performance.now() + pauseMilliseconds > end) return wrong;
    await pause(pauseMilliseconds);
  }
}
