/**
 * How many decisions one core makes a second, at three sizes of the policy and for an application on every fleet.
 * The sizes take turns, so that drift of the machine touches all of them.
 */
import { type DecisionInput, decide } from "../../functions/core/decide.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import { everywhereCalls, variedCalls } from "./decision-calls.ts";
import { type PolicySize, policyOfSize } from "./policy-of-size.ts";
import { median } from "./statistics.ts";

export interface DecisionFigures {
  readonly name: string;
  readonly size: PolicySize;
  readonly perSecond: number;
  /** Of the calls, so that nobody measures refusals only. */
  readonly permittedShare: number;
}

export interface DecisionReport {
  /** By rising size of the policy; the second is the size of the target. */
  readonly bySize: readonly DecisionFigures[];
  readonly everywhere: DecisionFigures;
}

interface Subject {
  readonly name: string;
  readonly size: PolicySize;
  readonly calls: readonly DecisionInput[];
  readonly nanoseconds: number[];
}

const SIZES: readonly PolicySize[] = [
  { applications: 100, fleets: 5, ranges: 50 },
  { applications: 1_000, fleets: 50, ranges: 500 },
  { applications: 10_000, fleets: 500, ranges: 5_000 },
];

export function measureDecisions(rounds: number): DecisionReport {
  const bySize = SIZES.map((size) => {
    const index = indexPolicy(policyOfSize(size), "bench");
    return subject(`${size.applications}/${size.fleets}/${size.ranges}`, size, variedCalls(index, size));
  });
  const middle = { applications: 1_000, fleets: 50, ranges: 500 };
  const index = indexPolicy(policyOfSize(middle), "bench");
  const everywhere = subject("one application on all 50 fleets", middle, everywhereCalls(index, middle));
  for (let round = 0; round < rounds; round += 1) {
    for (const { calls, nanoseconds } of [...bySize, everywhere]) nanoseconds.push(timed(calls));
  }
  return { bySize: bySize.map(figures), everywhere: figures(everywhere) };
}

/** Applications, fleets and ranges together: what "the policy's size" means in the target. */
export function entries({ applications, fleets, ranges }: PolicySize): number {
  return applications + fleets + ranges;
}

/** Calls are made three times over first, so that the measured ones are compiled code. */
function subject(name: string, size: PolicySize, calls: readonly DecisionInput[]): Subject {
  for (let round = 0; round < 3; round += 1) timed(calls);
  return { name, size, calls, nanoseconds: [] };
}

/** Nanoseconds a decision. The sum keeps the optimiser from dropping the work. */
function timed(calls: readonly DecisionInput[]): number {
  const startedAt = process.hrtime.bigint();
  const permitted = countPermitted(calls);
  const elapsed = Number(process.hrtime.bigint() - startedAt);
  if (permitted === 0) throw new Error("no call was permitted: the policy of the benchmark is wrong");
  return elapsed / calls.length;
}

function countPermitted(calls: readonly DecisionInput[]): number {
  let permitted = 0;
  for (const call of calls) if (decide(call).outcome === "permit") permitted += 1;
  return permitted;
}

function figures({ name, size, calls, nanoseconds }: Subject): DecisionFigures {
  return {
    name,
    size,
    perSecond: 1e9 / median(nanoseconds),
    permittedShare: countPermitted(calls) / calls.length,
  };
}
