/**
 * The calls that were well-formed enough to be understood, whatever became of them: the last ones in full, all of them
 * by number. Invariant: bounded, whatever is asked for how often, so that a load test measures the broker's memory alone.
 */
import type { JsonObject } from "./protocol/aws-json.ts";

export interface RecordedRequest {
  readonly operation: string;
  readonly region: string;
  /** Parsed but unchecked; holds user ids and session contexts. */
  readonly input: JsonObject;
  readonly atMilliseconds: number;
}

/** Region, then operation; a pair that was never asked for has no member. */
export type RequestCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const MAX_RECENT = 10_000;
/** More than there are Regions times operations of the service that a broker has a use for. */
const MAX_PAIRS = 1000;
/** Where the calls of further pairs are counted: no name of an AWS Region. */
const ELSEWHERE = "elsewhere";

export class RequestLog {
  #recent: RecordedRequest[] = [];
  readonly #counts = new Map<string, number>();

  record(request: RecordedRequest): void {
    this.#recent.push(request);
    // Twice the number, then half at once: shifting one by one would move ten thousand for every call.
    if (this.#recent.length >= 2 * MAX_RECENT) this.#recent = this.#recent.slice(-MAX_RECENT);
    const pair = `${request.region}/${request.operation}`;
    const key = this.#counts.has(pair) || this.#counts.size < MAX_PAIRS ? pair : `${ELSEWHERE}/Any`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  recent(): readonly RecordedRequest[] {
    return this.#recent.slice(-MAX_RECENT);
  }

  counts(): RequestCounts {
    const counts: Record<string, Record<string, number>> = {};
    for (const [pair, count] of this.#counts) {
      const [region = "", operation = ""] = pair.split("/");
      counts[region] = { ...counts[region], [operation]: count };
    }
    return counts;
  }

  clear(): void {
    this.#recent = [];
    this.#counts.clear();
  }
}
