/**
 * The sessions on one fleet: those that live, and those whose instance is still being replaced.
 * Invariant: one live session a user. Nothing here has a timer; settle() writes down what the clock has ended, and looks
 * at every session only when one of them may have run out.
 */
import { expiryMilliseconds, type SessionRecord } from "./streaming-session.ts";

export interface FleetSessionsOptions {
  readonly disconnectTimeoutSeconds: number;
  readonly rebuildMilliseconds: number;
  readonly onEnd: (record: SessionRecord) => void;
}

export class FleetSessions {
  readonly #options: FleetSessionsOptions;
  readonly #live = new Map<string, SessionRecord>();
  /** In the order in which they ended, give or take what one look at the clock ended together. */
  #rebuilding: SessionRecord[] = [];
  #nextExpiryMilliseconds = Number.POSITIVE_INFINITY;

  constructor(options: FleetSessionsOptions) {
    this.#options = options;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  get rebuildingCount(): number {
    return this.#rebuilding.length;
  }

  live(userId: string): SessionRecord | undefined {
    return this.#live.get(userId);
  }

  /** Live ones after those that have ended; of one user when a user is named. */
  known(userId: string | undefined): readonly SessionRecord[] {
    if (userId === undefined) return [...this.#rebuilding, ...this.#live.values()];
    const live = this.#live.get(userId);
    const ended = this.#rebuilding.filter((record) => record.userId === userId);
    return live === undefined ? ended : [...ended, live];
  }

  start(record: SessionRecord): void {
    this.#live.set(record.userId, record);
    this.#expects(record);
  }

  disconnect(record: SessionRecord, nowMilliseconds: number): void {
    record.disconnectedAtMilliseconds ??= nowMilliseconds;
    this.#expects(record);
  }

  /** The record must be live. */
  end(record: SessionRecord, atMilliseconds: number): void {
    record.endedAtMilliseconds = atMilliseconds;
    this.#live.delete(record.userId);
    this.#rebuilding.push(record);
    this.#options.onEnd(record);
  }

  endAll(nowMilliseconds: number): void {
    for (const record of this.#live.values()) this.end(record, nowMilliseconds);
  }

  settle(nowMilliseconds: number): void {
    if (nowMilliseconds >= this.#nextExpiryMilliseconds) this.#endExpired(nowMilliseconds);
    const isRebuilding = ({ endedAtMilliseconds = 0 }: SessionRecord) =>
      nowMilliseconds < endedAtMilliseconds + this.#options.rebuildMilliseconds;
    if (!this.#rebuilding.every(isRebuilding)) this.#rebuilding = this.#rebuilding.filter(isRebuilding);
  }

  #endExpired(nowMilliseconds: number): void {
    this.#nextExpiryMilliseconds = Number.POSITIVE_INFINITY;
    for (const record of this.#live.values()) {
      const expiry = expiryMilliseconds(record, this.#options.disconnectTimeoutSeconds);
      if (nowMilliseconds >= expiry) this.end(record, expiry);
      else this.#expects(record);
    }
  }

  #expects(record: SessionRecord): void {
    const expiry = expiryMilliseconds(record, this.#options.disconnectTimeoutSeconds);
    this.#nextExpiryMilliseconds = Math.min(this.#nextExpiryMilliseconds, expiry);
  }
}
