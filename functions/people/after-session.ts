/** What somebody is told after a session, by one look at where their launches went: the way back, and who ended it. */
import type { Principal } from "../core/principal.ts";
import { epochSeconds } from "../timestamps.ts";
import { type LastLaunch, type LastLaunchPorts, lastLaunch } from "./last-launch.ts";
import { latestOwnEnd, type OwnEnd } from "./latest-end.ts";

export interface AfterSession {
  readonly last: LastLaunch | undefined;
  readonly end: OwnEnd | undefined;
}

/** Neither where no Region's table answers in time. */
export async function afterSession(ports: LastLaunchPorts, principal: Principal): Promise<AfterSession> {
  const read = ports.places.recent(principal.userId, epochSeconds(ports.now()));
  const known = { ...ports, places: { recent: () => read } };
  const [last, end] = await Promise.all([lastLaunch(known, principal), latestOwnEnd(known, principal)]);
  return { last, end };
}
