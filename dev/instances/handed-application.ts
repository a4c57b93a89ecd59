/** Which application of the policy a session streams, where the policy says what its launcher is given. Pure. */
import type { Policy } from "../../functions/core/policy.ts";
import type { EmulatedSession } from "../appstream-emulator/world/streaming-session.ts";

export type HandedPolicy = Pick<Policy, "applications" | "fleets">;

export interface Handed {
  readonly applicationId: string;
  readonly roleArn: string;
  readonly origins: readonly string[];
}

/**
 * Undefined for one without a handover, without a browser in it, or on a fleet without a role: nothing here stands in for
 * its program or its key.
 */
export function handedApplication(
  { applications, fleets }: HandedPolicy,
  { region, stack, fleet, applicationId }: EmulatedSession,
): Handed | undefined {
  const onFleet = Object.entries(fleets).find(
    ([, one]) => one.region === region && one.stack === stack && one.fleet === fleet,
  );
  const roleArn = onFleet?.[1].instances?.roleArn ?? null;
  if (onFleet === undefined || roleArn === null) return undefined;
  const [fleetId] = onFleet;
  const streamed = Object.entries(applications).find(
    ([, one]) => one.appstreamApplication === applicationId && one.fleets.includes(fleetId),
  );
  const browser = streamed?.[1].handover?.browser ?? null;
  if (streamed === undefined || browser === null) return undefined;
  // Slots stand in path and query only, so the origin is whole.
  return { applicationId: streamed[0], roleArn, origins: [new URL(browser.url).origin] };
}
