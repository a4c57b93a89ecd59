/**
 * How often one address may ask, before anything is done for it: counted in the memory of this execution environment, since
 * asking a table for every stranger would be the very work that the limit is there to save. The firewall in front counts
 * across all of them.
 * Invariant: however many addresses there are, no more than so many are remembered; the others share one count.
 */
import type { RatePolicy } from "../core/policy-portal-api.ts";
import { type RateState, rateState, windowAt } from "../core/rate-window.ts";

export type AddressRate = (address: string, nowEpochSeconds: number) => RateState;

const MAX_ADDRESSES = 10_000;
const OTHERS = "";

export function createAddressRate(rate: RatePolicy): AddressRate {
  let window = Number.NaN;
  const hits = new Map<string, number>();
  return (address, nowEpochSeconds) => {
    const { startsAt } = windowAt(rate, nowEpochSeconds);
    if (startsAt !== window) hits.clear();
    window = startsAt;
    const key = hits.has(address) || hits.size < MAX_ADDRESSES ? address : OTHERS;
    const counted = (hits.get(key) ?? 0) + 1;
    hits.set(key, counted);
    return rateState("address", rate, counted, nowEpochSeconds);
  };
}
