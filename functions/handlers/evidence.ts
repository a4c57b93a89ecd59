/** What a request says of where its sender is; the principal's own claims come with the session. */
import { parseLatencies } from "../core/latencies.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import { LATENCY_COOKIE } from "../http/cookies.ts";
import type { HttpRequest } from "../http/request.ts";
import type { RequestEvidence } from "../launching/look-around.ts";

export function evidenceOf(
  { viewer, cookies }: HttpRequest,
  { policy, fleets }: PolicyIndex,
): RequestEvidence {
  const evidence = { clientIp: viewer.clientIp, edge: viewer.edge };
  const figures = cookies.get(LATENCY_COOKIE);
  if (figures === undefined || policy.location.measureLatency !== true) return evidence;
  const regions = new Set([...fleets.values()].map(({ fleet }) => fleet.region));
  return { ...evidence, latencies: parseLatencies(figures, regions) };
}
