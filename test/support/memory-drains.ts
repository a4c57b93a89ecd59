/** Maintenance by command in memory; test/contract runs the same cases on it and on the DynamoDB adapter. */
import { ok } from "../../functions/core/result.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { DrainStore } from "../../functions/ports.ts";

export function createMemoryDrainStore(): DrainStore {
  const drains = new Map<string, Drain>();
  return {
    read: async () => ok(new Map(drains)),
    async begin(fleet, { owner, reason, until }) {
      drains.set(fleet, { owner, reason, until });
      return ok(undefined);
    },
    async end(fleet) {
      drains.delete(fleet);
      return ok(undefined);
    },
  };
}
