/**
 * The calls a decision is measured with: other people, applications and addresses from call to call, so that nothing
 * is fast because it was just looked up. Most are permitted; some fail the audience, a condition or a wall.
 */
import type { DecisionInput } from "../../functions/core/decide.ts";
import type { PolicyIndex } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import { type Chance, createChance } from "./chance.ts";
import {
  addressIn,
  applicationId,
  COUNTRIES,
  EVERYWHERE,
  groupOf,
  type PolicySize,
} from "./policy-of-size.ts";

const CALLS = 8_192;
const SEED = 20_260_801;
/** A Monday at noon in Europe. */
const NOW = 1_785_751_200;

export function variedCalls(index: PolicyIndex, size: PolicySize): readonly DecisionInput[] {
  const chance = createChance(SEED);
  return Array.from({ length: CALLS }, (_, call) => {
    const application = chance.below(size.applications);
    return input(index, size, chance, call, applicationId(application), application);
  });
}

/** Calls for the application that lists every fleet. */
export function everywhereCalls(index: PolicyIndex, size: PolicySize): readonly DecisionInput[] {
  const chance = createChance(SEED);
  return Array.from({ length: CALLS }, (_, call) => input(index, size, chance, call, EVERYWHERE, 0));
}

function input(
  index: PolicyIndex,
  size: PolicySize,
  chance: Chance,
  call: number,
  id: string,
  application: number,
): DecisionInput {
  const isMember = chance.below(20) > 0;
  const elsewhere = chance.below(4) === 0;
  return {
    principal: principal(chance, call, groupOf(isMember ? application : size.applications + 1)),
    applicationId: id,
    evidence: {
      claimCountry: undefined,
      clientIp: elsewhere ? `203.0.113.${chance.below(256)}` : addressIn(chance.below(size.ranges)),
      edge: undefined,
    },
    index,
    nowEpochSeconds: NOW + call,
  };
}

function principal(chance: Chance, call: number, group: string): Principal {
  const others = Array.from({ length: 4 }, () => `group-of-others-${chance.below(1_000)}`);
  return {
    identityProvider: "staff",
    subject: `subject-${call}`,
    userId: `u-${call}`,
    displayName: undefined,
    email: undefined,
    groups: [...others, group],
    country: chance.oneOf(COUNTRIES),
    mfaEvidence: chance.below(10) > 0 ? "mfa" : undefined,
    authenticatedAt: NOW - 60,
  };
}
