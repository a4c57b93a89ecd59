/** What could not be checked, and what that takes: one finding for each Region and cause. */
import { appstreamCause } from "../appstream-cause.ts";
import type { CallFailure } from "./account-facts.ts";
import { regionPath } from "./check-quotas.ts";
import { type AccountCheck, found } from "./finding.ts";

export const checkCoverage: AccountCheck = (policy, { failures }) => {
  const groups = Map.groupBy(failures, ({ region, fault }) => `${region} ${fault}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [found("unchecked", regionPath(policy, first.region), message(first, group))];
  });
};

function message({ region, fault }: CallFailure, group: readonly CallFailure[]): string {
  const actions = [...new Set(group.map(({ action }) => action))].toSorted().join(", ");
  const cause = appstreamCause(fault, actions);
  return `could not be checked in ${region}: ${cause}${fault === "access_denied" ? "" : ` (${actions})`}`;
}
