/** The launch function with its records in memory: what a launch costs without the two writes to DynamoDB. */
import type { LaunchRecord } from "../../../functions/core/launch-record.ts";
import { err, ok } from "../../../functions/core/result.ts";
import type { LaunchStore } from "../../../functions/ports.ts";
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

export const handler = launchFunction(process.env, { launches: memoryStore() });
