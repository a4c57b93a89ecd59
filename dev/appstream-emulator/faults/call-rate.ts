/**
 * So many calls a second of each kind, by a bucket of tokens that fills as time passes: what AWS does to a caller.
 * Invariant: a call that is turned away costs no token, so whoever keeps hammering is not locked out for good.
 */

interface Bucket {
  tokens: number;
  filledAtMilliseconds: number;
}

export class CallRate {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perSecond: number, nowMilliseconds: () => number) {
    this.#perSecond = perSecond;
    this.#now = nowMilliseconds;
  }

  admits(kind: string): boolean {
    const bucket = this.#filled(kind);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #filled(kind: string): Bucket {
    const now = this.#now();
    const bucket = this.#buckets.get(kind) ?? { tokens: this.#perSecond, filledAtMilliseconds: now };
    const gained = ((now - bucket.filledAtMilliseconds) / 1000) * this.#perSecond;
    bucket.tokens = Math.min(this.#perSecond, bucket.tokens + gained);
    bucket.filledAtMilliseconds = now;
    this.#buckets.set(kind, bucket);
    return bucket;
  }
}
