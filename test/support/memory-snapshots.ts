/** What is known of the fleets, shared in memory; test/contract runs the same cases on it and on the DynamoDB adapter. */
import { err, ok, type Result } from "../../functions/core/result.ts";
import type { FleetSnapshot, FleetSnapshots, StoreFailure } from "../../functions/ports.ts";

interface Shared {
  readonly snapshot: FleetSnapshot | undefined;
  readonly leaseUntil: number;
  readonly owner: string;
}

export interface MemorySnapshots {
  /** As an execution environment of this name sees it. */
  seenBy(owner: string): FleetSnapshots;
  /** Away: every call fails. */
  setAway(isAway: boolean): void;
}

const NOTHING: Shared = { snapshot: undefined, leaseUntil: 0, owner: "" };

export function createMemorySnapshots(): MemorySnapshots {
  const items = new Map<string, Shared>();
  const itemOf = (region: string): Shared => items.get(region) ?? NOTHING;
  let away = false;
  return {
    setAway(isAway) {
      away = isAway;
    },
    seenBy: (owner) => {
      const change = (
        region: string,
        changes: Partial<Shared>,
        isAllowed: boolean,
      ): Result<void, StoreFailure> => {
        if (away) return err("unavailable");
        if (!isAllowed) return err("conflict");
        items.set(region, { ...itemOf(region), ...changes });
        return ok(undefined);
      };
      return {
        read: async (region) => (away ? err("unavailable") : ok(itemOf(region).snapshot)),
        async claim(region, { now, until, staleAt }) {
          const { leaseUntil, snapshot } = itemOf(region);
          const isStale = snapshot === undefined || snapshot.observedAt <= staleAt;
          return change(region, { owner, leaseUntil: until }, leaseUntil <= now && isStale);
        },
        publish: async (region, snapshot) =>
          change(region, { snapshot, leaseUntil: 0 }, itemOf(region).owner === owner),
        postpone: async (region, until) =>
          change(region, { leaseUntil: until }, itemOf(region).owner === owner),
      };
    },
  };
}
