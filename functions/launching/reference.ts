/**
 * Keeps what the reference code of this launch's page leads to, side by side with closing the record.
 * Invariant: it costs the person nothing, whether it could be kept or not.
 */
import { launchReference, type ReferenceFacts } from "../core/launch-reference.ts";
import type { Clock } from "../ports.ts";
import type { ReferenceStore } from "../reference-ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface ReferencePorts {
  readonly references: ReferenceStore;
  readonly now: Clock;
}

export async function keepReference(
  { references, now }: ReferencePorts,
  facts: Omit<ReferenceFacts, "nowEpochSeconds">,
): Promise<void> {
  await references.write(launchReference({ ...facts, nowEpochSeconds: epochSeconds(now()) }));
}
