/** Each fleet can be launched the way the policy launches it: streaming URL or federation, application or desktop. */
import type { FleetPolicy } from "../../functions/core/policy.ts";
import type { AccountFleet } from "./account-facts.ts";
import { type AccountCheck, type Finding, found, policyFleets } from "./finding.ts";

export const checkLaunchMethod: AccountCheck = (policy, facts) =>
  policyFleets(policy, facts).flatMap(({ id, fleet: entry, known: { fleet } }) =>
    fleet === undefined || fleet === "not_found"
      ? []
      : [...methodFindings(["fleets", id], entry, fleet), ...viewFindings(["fleets", id], entry, fleet)],
  );

function methodFindings(
  here: Finding["path"],
  { launchMethod, federation }: FleetPolicy,
  { isDomainJoined, account }: AccountFleet,
): readonly Finding[] {
  const method = [...here, "launchMethod"];
  if (launchMethod === "streaming_url") {
    if (!isDomainJoined) return [];
    const message =
      "is `streaming_url`, and the fleet is joined to a domain, where AppStream makes no streaming URLs; set `launchMethod: federation`";
    return [found("fault", method, message)];
  }
  const notNeeded = isDomainJoined
    ? []
    : [
        found(
          "info",
          method,
          "is `federation`, and the fleet is joined to no domain: `streaming_url` works too",
        ),
      ];
  if (account === undefined || federation === null || federation.accountId === account) return notNeeded;
  const message = `is not the account of the fleet (${account}): the relay state would lead nowhere`;
  return [...notNeeded, found("fault", [...here, "federation", "accountId"], message)];
}

function viewFindings(
  here: Finding["path"],
  { streamView }: FleetPolicy,
  fleet: AccountFleet,
): readonly Finding[] {
  if (fleet.streamView === undefined || fleet.streamView === streamView) return [];
  const message =
    fleet.streamView === "desktop"
      ? "is `app`, and the fleet shows desktops, which start `Desktop` and nothing else; set `streamView: desktop`"
      : "is `desktop`, and the fleet shows applications, which have no `Desktop` to start; set `streamView: app`";
  return [found("fault", [...here, "streamView"], message)];
}
