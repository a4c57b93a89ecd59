/** The launch function with its stores in memory: what a launch costs without any call of DynamoDB. */
import type { LaunchRecord } from "../../../functions/core/launch-record.ts";
import { err, ok } from "../../../functions/core/result.ts";
import type { Doors, FleetWatch, LaunchStore } from "../../../functions/ports.ts";
import type { ReferenceStore } from "../../../functions/reference-ports.ts";
import type { PlaceArchive } from "../../../functions/session-ports.ts";
import { launchFunction } from "../../../functions/wiring/launch.ts";

/** Forgets a launch when it is closed, so that thousands of calls leave nothing behind. */
function memoryStore(): LaunchStore {
  const records = new Map<string, LaunchRecord>();
  return {
    async begin(record) {
      if (records.has(record.launchId)) return err("conflict");
      records.set(record.launchId, record);
      return ok(undefined);
    },
    async reassign(launchId, placement, failedAttempts) {
      const record = records.get(launchId);
      if (record === undefined) return err("conflict");
      records.set(launchId, { ...record, placement, failedAttempts });
      return ok(undefined);
    },
    async finish(launchId) {
      return records.delete(launchId) ? ok(undefined) : err("conflict");
    },
  };
}

/** Nothing is known of the fleets, so nobody comes to a door. */
const UNWATCHED: FleetWatch = { observe: async () => ({ fleets: new Map(), drains: new Map() }) };
const NO_DOORS: Doors = {
  enter: async () => "unknown",
  look: async () => "unknown",
  draw: async () => err("unavailable"),
  giveBack: async () => undefined,
  ahead: async () => undefined,
};
const NO_REFERENCES: ReferenceStore = { write: async () => ok(undefined) };
const FIRST_LAUNCHES: PlaceArchive = {
  recent: async () => [],
  everywhere: async () => ({ places: [], silentRegions: [] }),
  remember: async () => ok(undefined),
};

export const handler = launchFunction(process.env, {
  launches: memoryStore(),
  watch: UNWATCHED,
  doors: NO_DOORS,
  places: FIRST_LAUNCHES,
  references: NO_REFERENCES,
});
