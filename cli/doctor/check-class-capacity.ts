/** The fleets of an application have places for the classes that are still to come, those held at once added up. */
import { fleetsOf } from "../../functions/core/application-fleets.ts";
import { policyDrains } from "../../functions/core/drains.ts";
import { parseInstant } from "../../functions/core/instant.ts";
import type { ApplicationPolicy, ClassPolicy } from "../../functions/core/policy.ts";
import type { Drain } from "../../functions/core/situation.ts";
import type { AccountFacts } from "./account-facts.ts";
import { type AccountCheck, found } from "./finding.ts";

export const checkClassCapacity: AccountCheck = (policy, facts, { nowEpochSeconds }) => {
  const drains = policyDrains(policy);
  return Object.entries(policy.applications).flatMap(([id, application]) =>
    application.classes.flatMap((held, index) => {
      if (end(held) <= nowEpochSeconds) return [];
      const places = placesDuring(held, application, facts, drains);
      const expected = application.classes
        .filter((other) => start(other) < end(held) && start(held) < end(other))
        .reduce((sum, { people }) => sum + people, 0);
      if (places === undefined || expected <= places) return [];
      const others = expected > held.people ? `; with others at the same time ${expected}` : "";
      const message = `expects ${held.people} people${others}; the fleets of its application have ${places} places; raise their capacity before it starts`;
      return [found("warning", ["applications", id, "classes", index, "people"], message)];
    }),
  );
};

/** Undefined where some fleet's places are not known: they might be enough. */
function placesDuring(
  held: ClassPolicy,
  application: ApplicationPolicy,
  facts: AccountFacts,
  drains: ReadonlyMap<string, Drain>,
): number | undefined {
  let sum = 0;
  for (const id of fleetsOf(application)) {
    const fleet = facts.fleets.get(id)?.fleet;
    if (fleet === "not_found" || start(held) < (drains.get(id)?.until ?? 0)) continue;
    if (fleet?.places === undefined) return undefined;
    sum += fleet.places;
  }
  return sum;
}

function start({ starts }: ClassPolicy): number {
  return Number(parseInstant(starts));
}

function end({ ends }: ClassPolicy): number {
  return Number(parseInstant(ends));
}
