/**
 * A function's start: done at once, and kept for good when it went well. One that failed is reported to every request
 * and tried again after a while, since what was away (Secrets Manager, the store's Region) may have come back, and an
 * execution environment lives on for hours. Invariant: at most one try is under way, and whoever asks meanwhile waits
 * for it.
 */
import type { Clock } from "../ports.ts";

/** Long enough that a crowd of requests does not become a crowd of tries, short enough to be waited for. */
const COOL_DOWN_MILLISECONDS = 5_000;

/** Answers the start's promise, which rejects with what kept it from going well. */
export function keptStart<T>(begin: () => Promise<T>, clock: Clock): () => Promise<T> {
  let failedAt: number | undefined;
  const attempt = (): Promise<T> => {
    failedAt = undefined;
    const started = begin();
    // Also keeps a rejection that nobody waits for from ending the process.
    started.catch(() => {
      failedAt = clock();
    });
    return started;
  };
  let start = attempt();
  return () => {
    if (failedAt !== undefined && clock() - failedAt >= COOL_DOWN_MILLISECONDS) start = attempt();
    return start;
  };
}
