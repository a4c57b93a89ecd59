/**
 * The faults that are waiting for a call.
 * Invariant: at most one fault spoils a call, the one injected first.
 */
import { appliesTo, type Fault, type FaultableCall } from "./fault.ts";

export class FaultSchedule {
  #waiting: readonly Fault[] = [];

  waiting(): readonly Fault[] {
    return this.#waiting;
  }

  inject(fault: Fault): void {
    const { times } = fault;
    if (times !== undefined && (!Number.isInteger(times) || times < 1)) {
      throw new TypeError("a fault's times must be a whole number from 1");
    }
    this.#waiting = [...this.#waiting, fault];
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Counts the call against the fault it returns. */
  take(call: FaultableCall): Fault | undefined {
    const fault = this.#waiting.find((candidate) => appliesTo(candidate, call));
    if (fault?.times !== undefined) {
      const remaining = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      this.#waiting = this.#waiting.flatMap((candidate) => (candidate === fault ? remaining : [candidate]));
    }
    return fault;
  }
}
