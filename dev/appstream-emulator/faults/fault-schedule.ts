/**
 * The faults that are waiting for a call.
 * Invariant: at most one fault spoils a call, the one injected first; a `rate` that is not exceeded leaves a call to the
 * others.
 */
import { CallRate } from "./call-rate.ts";
import { appliesTo, type Fault, type FaultableCall, faultIssues } from "./fault.ts";

interface Entry {
  readonly fault: Fault;
  /** Of a `rate` only. */
  readonly rate: CallRate | undefined;
}

export class FaultSchedule {
  readonly #now: () => number;
  #entries: readonly Entry[] = [];

  constructor(nowMilliseconds: () => number = Date.now) {
    this.#now = nowMilliseconds;
  }

  waiting(): readonly Fault[] {
    return this.#entries.map(({ fault }) => fault);
  }

  inject(fault: Fault): void {
    const issues = faultIssues(fault);
    if (issues.length > 0) throw new TypeError(issues.join("; "));
    const rate = fault.perSecond === undefined ? undefined : new CallRate(fault.perSecond, this.#now);
    this.#entries = [...this.#entries, { fault, rate }];
  }

  clear(): void {
    this.#entries = [];
  }

  /** Counts the call against the fault it returns, and against the rates it asks on the way. */
  take(call: FaultableCall): Fault | undefined {
    const entry = this.#entries.find(
      ({ fault, rate }) =>
        appliesTo(fault, call) && rate?.admits(`${call.region}/${call.operation}`) !== true,
    );
    if (entry?.fault.times !== undefined) this.#wear(entry, entry.fault.times);
    return entry?.fault;
  }

  #wear(worn: Entry, times: number): void {
    const remaining = times > 1 ? [{ ...worn, fault: { ...worn.fault, times: times - 1 } }] : [];
    this.#entries = this.#entries.flatMap((entry) => (entry === worn ? remaining : [entry]));
  }
}
