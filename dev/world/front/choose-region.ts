/**
 * Which Region answers the next request. In AWS that is Route 53's latency record with its health checks; here it is
 * the first Region that says it is well, or what a person or a test would have.
 */
import { Agent, get } from "node:http";

/** One Region's broker, as the front knows it. */
export interface FrontedRegion {
  readonly region: string;
  /** Of its own gateway. */
  readonly origin: string;
}

/** A rule, or the name of the Region that answers whether it is well or not. */
export type Answering = string;
export const FIRST_HEALTHY = "first-healthy";
export const IN_TURN = "in-turn";

export interface RegionChooser {
  answering: Answering;
  next(): Promise<FrontedRegion>;
}

const HEALTH_TIMEOUT_MILLISECONDS = 3_000;

/** Throws a TypeError where there are no Regions. */
export function createRegionChooser(regions: readonly FrontedRegion[]): RegionChooser {
  const [first] = regions;
  if (first === undefined) throw new TypeError("a front needs a Region behind it");
  let turn = 0;
  const chooser: RegionChooser = {
    answering: FIRST_HEALTHY,
    async next() {
      if (chooser.answering === IN_TURN) return regions[turn++ % regions.length] ?? first;
      if (chooser.answering !== FIRST_HEALTHY) {
        return regions.find(({ region }) => region === chooser.answering) ?? first;
      }
      for (const candidate of regions) if (await isHealthy(candidate)) return candidate;
      // As Route 53 does where every health check fails: better a Region that may be well than none.
      return first;
    },
  };
  return chooser;
}

/** Asked at each request, where Route 53 asks every ten seconds; the answer is the portal's own `GET /healthz`. */
async function isHealthy({ origin }: FrontedRegion): Promise<boolean> {
  const timeout = HEALTH_TIMEOUT_MILLISECONDS;
  return await new Promise((resolve) => {
    const asked = get(`${origin}/healthz`, { agent: new Agent(), timeout }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
  });
}
