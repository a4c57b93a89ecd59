/**
 * Putting an application first in one's own catalogue, or no longer. Invariant: only what they may launch in principle
 * can be made a favourite, so what a person can have written is bounded by the policy.
 */
import type { FavouriteStore } from "../catalogue-ports.ts";
import { entitlementFor } from "../core/entitlement.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { Clock } from "../ports.ts";

export interface FavouritePorts {
  readonly index: PolicyIndex;
  readonly favourites: FavouriteStore;
  readonly now: Clock;
}

export interface FavouriteWish {
  readonly principal: Principal;
  /** As the request names it. */
  readonly application: string;
  readonly isFavourite: boolean;
}

export async function setFavourite(
  { index, favourites, now }: FavouritePorts,
  { principal, application, isFavourite }: FavouriteWish,
): Promise<Result<void, Refusal>> {
  const known = index.applications.get(application);
  if (known === undefined) return err(refusal("application_unknown"));
  const entitlement = entitlementFor(principal, known);
  if (!entitlement.ok) return entitlement;
  const kept = await favourites.set(principal.userId, known.id, isFavourite, now());
  return kept.ok ? ok(undefined) : err(refusal("favourite_not_kept", { application: known.id }));
}
