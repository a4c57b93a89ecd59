/** A fleet watch on a store in memory and an AppStream of a few lines, with a clock that stands until it is moved. */
import type { FleetStatus } from "../../functions/core/fleet-status.ts";
import type { GatewayFailure } from "../../functions/core/gateway-failure.ts";
import type { IndexedFleet } from "../../functions/core/policy-index.ts";
import { err, ok, type Result } from "../../functions/core/result.ts";
import { createFleetWatch } from "../../functions/launching/fleet-watch.ts";
import type { DrainStore, FleetSnapshot, FleetSnapshots, FleetWatch } from "../../functions/ports.ts";
import { createMemorySnapshots, type MemorySnapshots } from "./memory-snapshots.ts";
import { aFleetStatus } from "./situations.ts";

export const NOW = 1_795_165_200_000;
export const PERIOD = 20_000;
const FAILURE: GatewayFailure = { kind: "candidate", fault: "region_failing", requestId: undefined };

export function indexedFleet(id: string, region = "eu-west-1"): IndexedFleet {
  return {
    id,
    fleet: {
      ...{ region, stack: `stack-${id}`, fleet: `fleet-${id}`, jurisdiction: "EU" },
      ...{ launchMethod: "streaming_url", streamView: "app", customDomain: null },
      ...{ federation: null, drain: null },
    },
    point: undefined,
  } as IndexedFleet;
}

export const IRELAND = indexedFleet("ireland");
export const VIRGINIA = indexedFleet("virginia", "us-east-1");

export interface WatchStage {
  readonly snapshots: MemorySnapshots;
  /** Regions asked, in order. */
  readonly asked: readonly string[];
  /** How often maintenance was read. */
  readonly drainReads: () => number;
  /** Another execution environment. */
  environment(): FleetWatch;
  pass(milliseconds: number): void;
  /** `late` until `answer()`; `failing`, or `running` with these places. */
  appstream: { mode: "running" | "failing" | "late" | "broken"; freePlaces: number; answer(): void };
  drains: { isAway: boolean };
}

export function aWatchStage(seenBy?: (owner: string) => FleetSnapshots): WatchStage {
  let now = NOW;
  let drainReads = 0;
  let environments = 0;
  const asked: string[] = [];
  const snapshots = createMemorySnapshots();
  const waiting: (() => void)[] = [];
  const appstream: WatchStage["appstream"] = {
    mode: "running",
    freePlaces: 5,
    answer: () => waiting.splice(0).forEach((resolve) => void resolve()),
  };
  const drains = { isAway: false };
  const drainStore: Pick<DrainStore, "read"> = {
    async read() {
      drainReads += 1;
      const drain = { owner: "Ana", reason: "patching", until: NOW / 1_000 + 3_600 };
      return drains.isAway ? err("unavailable") : ok(new Map([["ireland", drain]]));
    },
  };
  const answer = (
    region: string,
    observedAt: number,
    turn: number,
  ): Result<FleetSnapshot, GatewayFailure> => {
    if (appstream.mode === "failing") return err(FAILURE);
    const status: FleetStatus = aFleetStatus({ observedAt, freePlaces: appstream.freePlaces });
    return ok({
      observedAt,
      turn,
      fleets: new Map([[region === "eu-west-1" ? "ireland" : "virginia", status]]),
    });
  };
  return {
    ...{ snapshots, asked, appstream, drains },
    drainReads: () => drainReads,
    pass(milliseconds) {
      now += milliseconds;
    },
    environment() {
      environments += 1;
      const owner = `environment-${environments}`;
      return createFleetWatch({
        snapshots: (seenBy ?? snapshots.seenBy)(owner),
        reader: {
          async read(region, former, observedAt) {
            asked.push(region);
            if (appstream.mode === "broken") throw new Error("a bug");
            if (appstream.mode === "late") await new Promise<void>((resolve) => waiting.push(resolve));
            return answer(region, observedAt, (former?.turn ?? -1) + 1);
          },
        },
        drains: drainStore,
        limits: { capacityRefreshSeconds: PERIOD / 1_000, lookAheadMilliseconds: 60 },
        now: () => now,
        chance: () => 0.5,
      });
    },
  };
}
