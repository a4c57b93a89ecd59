/**
 * What a person is told of the session of theirs that the broker ended last, in whichever Region. Of an application that
 * the policy no longer has, or no longer grants them, nothing is said.
 */
import { entitlementFor } from "../core/entitlement.ts";
import type { IndexedApplication } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import { latestEnd, type SessionEnd } from "../core/session-end.ts";
import { epochSeconds } from "../timestamps.ts";
import type { LastLaunchPorts } from "./last-launch.ts";

export interface OwnEnd extends Pick<SessionEnd, "by" | "endedAgo"> {
  readonly application: IndexedApplication;
}

/** Undefined also where no Region's table answers in time. */
export async function latestOwnEnd(
  { index, now, places }: LastLaunchPorts,
  principal: Principal,
): Promise<OwnEnd | undefined> {
  const nowEpochSeconds = epochSeconds(now());
  const end = latestEnd(await places.recent(principal.userId, nowEpochSeconds), nowEpochSeconds);
  if (end === undefined) return undefined;
  const application = index.applications.get(end.application);
  if (application === undefined || !entitlementFor(principal, application).ok) return undefined;
  return { application, by: end.by, endedAgo: end.endedAgo };
}
