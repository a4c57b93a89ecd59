/**
 * What must hold at this moment for someone who is entitled: second factor, network, hours, country.
 * Invariant: missing evidence fails the condition; neither a claimed country nor the policy's default proves presence.
 */
import type { UserLocation } from "./location.ts";
import type { HoursCondition } from "./policy.ts";
import type { IndexedApplication } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type Evidence, type Refusal, refusal } from "./refusal.ts";

export type ConditionReason =
  | "mfa_required"
  | "network_not_allowed"
  | "outside_hours"
  | "country_not_allowed";

/** The first condition that fails, in the order MFA, network, hours, country; undefined when all hold. */
export function failedCondition(
  application: IndexedApplication,
  principal: Principal,
  location: UserLocation,
  nowEpochSeconds: number,
): Refusal<ConditionReason> | undefined {
  const { id, networks, countries, opening } = application;
  const { conditions } = application.application;
  if (conditions.mfa && principal.mfaEvidence === undefined) {
    return refusal("mfa_required", { application: id });
  }
  if (networks !== null && !has(networks, location.network)) {
    return refusal("network_not_allowed", { application: id, network: location.network ?? null });
  }
  if (opening !== null && !opening.isOpen(nowEpochSeconds)) {
    return refusal("outside_hours", { application: id, ...openingTimes(opening.hours) });
  }
  if (countries !== null && !has(countries, location.presentIn)) {
    return refusal("country_not_allowed", {
      application: id,
      presentIn: location.presentIn ?? null,
    });
  }
  return undefined;
}

/** The page tells an entitled person when to come back. */
function openingTimes({ days, from, until, timeZone }: HoursCondition): Evidence {
  return { days: days.join(" "), from, until, timeZone };
}

function has(allowed: ReadonlySet<string>, value: string | undefined): boolean {
  return value !== undefined && allowed.has(value);
}
