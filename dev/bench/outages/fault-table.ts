/**
 * What an outage of one Region costs the people: five hundred launches by twenty at once under each fault of the nearer
 * Region, of everything that is only looked at, and of the store. A launch succeeds that ends in a streaming URL.
 */
import { median, quantile } from "../statistics.ts";
import { type OutageStage, startOutageStage } from "./stage.ts";

export interface FaultFigures {
  readonly name: string;
  readonly launches: number;
  /** Share that got a streaming URL. */
  readonly success: number;
  /** Calls of CreateStreamingURL beyond one a launch, as a share of the launches. */
  readonly extraCalls: number;
  readonly p50: number;
  readonly p99: number;
}

interface Trouble {
  readonly name: string;
  readonly faults: readonly Readonly<Record<string, unknown>>[];
  readonly storeDelayMilliseconds?: number;
}

const REGION = "eu-west-1";
const LOOKS = ["DescribeFleets", "DescribeSessions", "ListAssociatedFleets"];
const AT_ONCE = 20;

const TROUBLES: readonly Trouble[] = [
  { name: "nothing is wrong", faults: [] },
  { name: "one Region refuses connections", faults: [{ kind: "refuse", region: REGION }] },
  { name: "one Region answers nothing", faults: [{ kind: "black_hole", region: REGION }] },
  { name: "one Region answers 5xx", faults: [{ kind: "internal_failure", region: REGION }] },
  { name: "one Region throttles", faults: [{ kind: "throttle", region: REGION }] },
  { name: "one Region is 3 s late", faults: [{ kind: "late", region: REGION, delayMilliseconds: 3_000 }] },
  { name: "one Region resets connections", faults: [{ kind: "reset", region: REGION }] },
  {
    name: "nothing can be looked at, anywhere",
    faults: LOOKS.map((operation) => ({ kind: "internal_failure", operation })),
  },
  { name: "the store takes 300 ms more", faults: [], storeDelayMilliseconds: 300 },
];

export async function measureFaults(launches: number): Promise<readonly FaultFigures[]> {
  const figures: FaultFigures[] = [];
  for (const trouble of TROUBLES) {
    const stage = await startOutageStage({
      capacity: 10_000,
      hasSlowStore: trouble.storeDelayMilliseconds !== undefined,
    });
    try {
      figures.push(await measure(stage, trouble, launches));
    } finally {
      await stage.stop();
    }
  }
  return figures;
}

async function measure(stage: OutageStage, trouble: Trouble, launches: number): Promise<FaultFigures> {
  // Warm: connections are open and the fleets' states known, as on any morning on which something breaks.
  for (let person = 0; person < AT_ONCE; person += 1) await stage.broker.launch(stage.launchOf(-1 - person));
  for (const fault of trouble.faults) await stage.control("POST", "faults", fault);
  stage.setStoreDelay(trouble.storeDelayMilliseconds ?? 0);
  const callsBefore = stage.urlCalls();
  const milliseconds: number[] = [];
  let succeeded = 0;
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < launches) {
      const person = next;
      next += 1;
      const startedAt = performance.now();
      const launch = await stage.broker.launch(stage.launchOf(person));
      milliseconds.push(performance.now() - startedAt);
      if (launch.ok && launch.value.outcome === "stream") succeeded += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return {
    name: trouble.name,
    launches,
    success: succeeded / launches,
    extraCalls: (stage.urlCalls() - callsBefore) / launches - 1,
    p50: median(milliseconds),
    p99: quantile(milliseconds, 0.99),
  };
}
