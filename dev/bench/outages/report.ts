/** What outages and waiting people cost, as tables, and what each is held against. */
import { formatTable } from "../table.ts";
import { atLeast, atMost, type Verdict } from "../verdict.ts";
import type { FaultFigures } from "./fault-table.ts";
import type { MorningFigures } from "./morning.ts";
import type { WaitingFigures } from "./waiting-room.ts";

export interface OutageReport {
  readonly faults: readonly FaultFigures[];
  readonly morning: MorningFigures;
  readonly waiting: WaitingFigures;
}

const SUCCESS = 0.99;
const EXTRA_CALLS = 0.1;
const ADDED_MILLISECONDS = 50;
const LOOKS_A_PERIOD = 2;
/** Flat: a tenth is what a collection leaves lying about. */
const HEAP_GROWTH = 1.1;

export function outageTables({ faults, morning, waiting }: OutageReport): string {
  const calm = faults[0]?.p50 ?? Number.NaN;
  const rows = faults.map(({ name, success, extraCalls, p50, p99 }) => [
    name,
    percent(success),
    percent(extraCalls),
    `×${(p50 / calm).toFixed(2)}`,
    `×${(p99 / calm).toFixed(2)}`,
  ]);
  const count = faults[0]?.launches ?? 0;
  return [
    formatTable([[`${count} launches, 20 at once, while`, "streams", "extra calls", "p50", "p99"], ...rows]),
    formatTable([
      ["09:00, one Region late and throttled", "streams", "waits", "refusals", "added p50 ms", "p99"],
      [
        `${morning.launches} launches in 10 s`,
        ...[morning.streams, morning.waits, morning.refusals].map(String),
        ...[morning.addedP50, morning.addedP99].map((value) => value.toFixed(1)),
      ],
    ]),
    formatTable([
      ["waiting for full fleets", "questions", "µs each", "looks a Region and period", "heap"],
      [
        `${waiting.people} people, ${waiting.minutes} minutes`,
        String(waiting.questions),
        waiting.microseconds.toFixed(0),
        waiting.looksAPeriod.toFixed(2),
        `×${waiting.heapGrowth.toFixed(2)}`,
      ],
    ]),
  ].join("\n\n");
}

export function outageVerdicts({ faults, morning, waiting }: OutageReport): readonly Verdict[] {
  return [
    atLeast(
      "streams under every fault, worst share",
      Math.min(...faults.map(({ success }) => success)),
      SUCCESS,
      3,
    ),
    atMost(
      "extra calls under every fault, worst share",
      Math.max(...faults.map(({ extraCalls }) => extraCalls)),
      EXTRA_CALLS,
      3,
    ),
    atMost("09:00, refusals (5xx)", morning.refusals, 0, 0),
    atMost("09:00, p99 of what the broker adds, ms", morning.addedP99, ADDED_MILLISECONDS, 1),
    atMost("waiting people, looks a Region and period", waiting.looksAPeriod, LOOKS_A_PERIOD, 2),
    atMost("waiting people, heap at the end to early", waiting.heapGrowth, HEAP_GROWTH, 2),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
