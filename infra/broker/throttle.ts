/** PURE: how many requests API Gateway lets through to a route of the broker, those of all people together. */
import type { LimitSettings } from "../deployment/deployment.ts";

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Where the browsers of waiting people ask again and again. */
export const WAITING_ROUTE = "GET /wait/{application}";

/**
 * Routes with a throttle of their own. Thousands may wait at once, each asking a few times a minute; they are not to use
 * up what is there for people who launch.
 */
export function routeThrottles({
  waitingRequestsPerSecond,
}: LimitSettings): Readonly<Record<string, Throttle>> {
  const waiting = { requestsPerSecond: waitingRequestsPerSecond, burst: waitingRequestsPerSecond };
  return { [WAITING_ROUTE]: waiting };
}
