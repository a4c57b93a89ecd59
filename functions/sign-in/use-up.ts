/**
 * Using up what counts once: one conditional write, in the store of the one Region that is its home.
 * Invariant: no other Region's store ever stands in, whether the home is unknown or out of reach. Nobody gets
 * anything then; the person begins again, and what is issued anew has a home that answers.
 */
import { type Refusal, refusal } from "../core/refusal.ts";
import type { HomeStores } from "../ports.ts";

export interface CountsOnce {
  readonly id: string;
  /** Its home; undefined in what a version sealed that knew of no Regions. */
  readonly region: string | undefined;
  /** Seconds since the epoch, as in OneTimeStore. */
  readonly expiresAt: number;
}

/** Undefined for the one caller who is first; `ifUsed` for all others. */
export async function useUp(
  homes: HomeStores,
  { id, region, expiresAt }: CountsOnce,
  nowEpochSeconds: number,
  ifUsed: Refusal,
): Promise<Refusal | undefined> {
  const home = region === undefined ? undefined : homes.of(region);
  if (home === undefined) return refusal("home_region_unknown", { region: region ?? null });
  const used = await home.consume(id, expiresAt, nowEpochSeconds);
  if (used.ok) return undefined;
  return used.error === "conflict" ? ifUsed : refusal("login_store_unavailable", { region: region ?? null });
}
