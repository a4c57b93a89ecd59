/** How somebody stands with their limits, as header fields (draft-ietf-httpapi-ratelimit-headers-10). */
import type { RateState } from "../core/rate-window.ts";

export function rateHeaders(rates: readonly RateState[]): Record<string, string> {
  if (rates.length === 0) return {};
  const policies = rates.map(({ name, rate }) => `"${name}";q=${rate.requests};w=${rate.seconds}`);
  const states = rates.map(
    ({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`,
  );
  return { "ratelimit-policy": policies.join(", "), ratelimit: states.join(", ") };
}
