/**
 * The sessions of the people who occupy a fleet without being emulated, as DescribeSessions shows them.
 * They stand under the stack the fleet was written down with, nothing ends them but the control that put them there.
 */
import type { EmulatedFleet } from "./emulated-fleet.ts";
import { type EmulatedSession, MAX_USER_DURATION_SECONDS } from "./streaming-session.ts";

export function othersSessions(
  { region, stack, fleet }: EmulatedFleet,
  count: number,
  startedAtMilliseconds: number,
): readonly EmulatedSession[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `occupied-${index + 1}`,
    ...{ region, stack, fleet },
    userId: `somebody-${index + 1}`,
    applicationId: "",
    sessionContext: "",
    instanceId: `i-${String(index + 1).padStart(17, "0")}`,
    state: "ACTIVE",
    connectionState: "CONNECTED",
    startedAtMilliseconds,
    maxExpirationMilliseconds: startedAtMilliseconds + MAX_USER_DURATION_SECONDS * 1000,
  }));
}
