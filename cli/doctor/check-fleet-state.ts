/** Fleets run, without errors, and have places. A drained fleet may be stopped: somebody is working on it. */
import { policyDrains } from "../../functions/core/drains.ts";
import type { AccountFleet } from "./account-facts.ts";
import { type AccountCheck, type Finding, found, policyFleets } from "./finding.ts";

export const checkFleetState: AccountCheck = (policy, facts, { nowEpochSeconds }) => {
  const drains = policyDrains(policy);
  return policyFleets(policy, facts).flatMap(({ id, known: { fleet } }) => {
    if (fleet === undefined || fleet === "not_found") return [];
    const isDrained = nowEpochSeconds < (drains.get(id)?.until ?? 0);
    return [
      ...stateFindings(["fleets", id, "fleet"], fleet, isDrained),
      ...errorFindings(["fleets", id, "fleet"], fleet),
    ];
  });
};

function stateFindings(
  path: Finding["path"],
  { state, places }: AccountFleet,
  isDrained: boolean,
): readonly Finding[] {
  if (state === "RUNNING") {
    if (places !== 0) return [];
    return [
      found("warning", path, "has no places: nobody can start a session until its capacity is above 0"),
    ];
  }
  if (isDrained) return [found("info", path, `is ${state}, and drained`)];
  return state === "STARTING"
    ? [found("warning", path, "is STARTING: it takes people in some minutes")]
    : [
        found(
          "fault",
          path,
          `is ${state}: it takes nobody; start it, or drain it with owner, reason and end`,
        ),
      ];
}

function errorFindings(path: Finding["path"], { errors }: AccountFleet): readonly Finding[] {
  if (errors.length === 0) return [];
  const listed = [...new Set(errors)].join(", ");
  return [
    found(
      "warning",
      path,
      `reports ${listed}: its instances may not start; look at it in the AppStream console`,
    ),
  ];
}
