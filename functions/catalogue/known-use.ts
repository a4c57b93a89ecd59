/**
 * What a person uses of the applications in their list, and the seats that are taken of those that have so many: one read of
 * the person's item and one of the seats, side by side. Invariant: nothing is read where the policy limits nothing of theirs,
 * and nobody waits longer than the look-ahead.
 */
import type { Admission } from "../core/admission.ts";
import type { PersonUse } from "../core/person-use.ts";
import type { IndexedApplication, PolicyIndex } from "../core/policy-index.ts";
import { isUseLimited } from "../core/use-limits.ts";
import { withinDeadline } from "../deadline.ts";
import type { Clock } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";
import type { UseStore } from "../use-ports.ts";

export interface KnownUsePorts {
  readonly index: PolicyIndex;
  readonly uses: Pick<UseStore, "read" | "seatsTaken">;
  readonly now: Clock;
}

interface KnownUse {
  /** Undefined: not needed, or not known. */
  readonly use: PersonUse | undefined;
  /** By application. */
  readonly seats: ReadonlyMap<string, number>;
}

const NO_SEATS: ReadonlyMap<string, number> = new Map();

export async function usedBy(
  { index, uses, now }: KnownUsePorts,
  userId: string,
  asked: readonly { readonly application: IndexedApplication; readonly admission: Admission }[],
): Promise<KnownUse> {
  const limited = asked
    .filter(({ admission: { outcome } }) => outcome === "admit")
    .map(({ application }) => application)
    .filter((application) => isUseLimited(application, index));
  if (limited.length === 0) return { use: undefined, seats: NO_SEATS };
  const seated = limited
    .filter(({ application: { use } }) => (use?.totalSessions ?? null) !== null)
    .map(({ id }) => id);
  const { lookAheadMilliseconds } = index.policy.limits;
  const [use, seats] = await Promise.all([
    withinDeadline(lookAheadMilliseconds, undefined, async () => {
      const read = await uses.read(userId, epochSeconds(now()));
      return read.ok ? read.value : undefined;
    }),
    seated.length === 0
      ? NO_SEATS
      : withinDeadline(lookAheadMilliseconds, NO_SEATS, () => uses.seatsTaken(seated)),
  ]);
  return { use, seats };
}
