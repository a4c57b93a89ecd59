/**
 * Reference codes in memory, for tests of what stands on them.
 * Invariant: test/contract runs the same cases on this and on the DynamoDB adapters.
 */
import type { LaunchReference } from "../../functions/core/launch-reference.ts";
import { err, ok } from "../../functions/core/result.ts";
import type { ReferenceArchive, ReferenceStore } from "../../functions/reference-ports.ts";

export interface MemoryReferences extends ReferenceStore, ReferenceArchive {
  readonly references: ReadonlyMap<string, LaunchReference>;
  /** Away: nothing is written, and nothing is found. */
  setAway(isAway: boolean): void;
}

export function createMemoryReferences(): MemoryReferences {
  const references = new Map<string, LaunchReference>();
  let away = false;
  return {
    references,
    setAway(isAway) {
      away = isAway;
    },
    async write(reference) {
      if (away) return err("unavailable");
      if (references.has(reference.correlationId)) return err("conflict");
      references.set(reference.correlationId, reference);
      return ok(undefined);
    },
    async find(code, nowEpochSeconds) {
      if (away) return err({ kind: "unavailable", regions: ["eu-south-2"] });
      const found = references.get(code);
      const isThere = found !== undefined && nowEpochSeconds < found.expiresAt;
      return isThere ? ok(found) : err({ kind: "not_found" });
    },
  };
}
