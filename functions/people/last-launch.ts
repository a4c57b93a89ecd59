/**
 * Where a person may want to go back to: the application they opened last, in whichever Region. One that the policy no
 * longer has, or no longer grants them, is not offered; whether it would open is for the launch to say.
 */
import { entitlementFor } from "../core/entitlement.ts";
import type { IndexedApplication, PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import type { Clock, PlaceStore } from "../ports.ts";
import { epochSeconds } from "../timestamps.ts";

export interface LastLaunchPorts {
  readonly index: PolicyIndex;
  readonly now: Clock;
  readonly places: Pick<PlaceStore, "recent">;
}

export interface LastLaunch {
  readonly application: IndexedApplication;
  /** Seconds ago, one at least. */
  readonly openedAgo: number;
}

/** Undefined also where no Region's table answers in time. */
export async function lastLaunch(
  { index, now, places }: LastLaunchPorts,
  principal: Principal,
): Promise<LastLaunch | undefined> {
  const nowEpochSeconds = epochSeconds(now());
  const recent = await places.recent(principal.userId, nowEpochSeconds);
  const [last] = recent
    .flatMap(({ application: id, launchedAt }) => {
      const application = index.applications.get(id);
      if (application === undefined || !entitlementFor(principal, application).ok) return [];
      // Another Region's clock may be ahead of ours.
      return [{ application, openedAgo: Math.max(1, nowEpochSeconds - launchedAt) }];
    })
    .sort((a, b) => a.openedAgo - b.openedAgo);
  return last;
}
