/**
 * Overflow, maintenance, and the second way of launching: what they name exists, and they leave every application
 * somewhere to run. Like every check of a policy it has no clock: drains count as long as they are written.
 */

import { fleetsOf } from "./application-fleets.ts";
import { audienceFaults } from "./audience-faults.ts";
import { suggestion } from "./closest.ts";
import { lastOpenFleets } from "./drains.ts";
import type { ApplicationPolicy, FleetPolicy, Policy } from "./policy.ts";
import type { PolicyRule, PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { DESKTOP } from "./streaming-request.ts";

const WHAT_DRAINS_LEAVE = [
  ["fleets", "*", "drain"],
  ["fleets", "*", "jurisdiction"],
  ["applications", "*", "fleets"],
  ["applications", "*", "overflow"],
  ["residency"],
];

/** A moment at which every drain is still to end. */
const WHILE_ALL_LAST = Number.NEGATIVE_INFINITY;

export const capacityRules = {
  overflow_fleet: ofApplications(overflowFaults),
  federation_setting: federationFaults,
  context_on_federated_fleet: ofApplications(contextFaults),
  last_fleet_drained: lastDrains,
  help_desk_audience: helpDeskFaults,
  look_ahead_longer_than_launch: lookAheadFaults,
} satisfies PolicyRules;

/** A rule about each application by itself, whose paths begin there. */
function ofApplications(
  find: (application: ApplicationPolicy, policy: Policy) => readonly PolicyIssue[],
): PolicyRule {
  return (policy) =>
    Object.entries(policy.applications).flatMap(([id, application]) =>
      find(application, policy).map((issue) => ({ ...issue, path: ["applications", id, ...issue.path] })),
    );
}

function federationFaults({ fleets }: Policy): readonly PolicyIssue[] {
  return Object.entries(fleets).flatMap(([id, fleet]) =>
    federationSettings(fleet).map(({ path, message }) => ({ path: ["fleets", id, ...path], message })),
  );
}

/** Of AppStream's Regions, those that AWS lists no relay state endpoint for (the page that core/federation-link.ts names). */
const REGIONS_WITHOUT_RELAY_STATE = new Set(["ap-northeast-3", "ca-west-1", "eu-central-2"]);

function federationSettings({
  launchMethod,
  federation,
  customDomain,
  region,
}: FleetPolicy): readonly PolicyIssue[] {
  if (launchMethod === "streaming_url") {
    if (federation === null) return [];
    const message = "is for fleets with `launchMethod: federation`; set that, or take this out";
    return [{ path: ["federation"], message }];
  }
  const faults: (PolicyIssue | false)[] = [
    federation === null && {
      path: ["federation"],
      message: "is missing: `launchMethod: federation` needs its `link` and `accountId`",
    },
    REGIONS_WITHOUT_RELAY_STATE.has(region) && {
      path: ["region"],
      message: `has no relay state endpoint: AppStream's federation does not reach a fleet in ${region}`,
    },
    customDomain !== null && {
      path: ["customDomain"],
      message: "replaces the host of a streaming URL, and a fleet with `launchMethod: federation` has none",
    },
  ];
  return faults.filter((fault) => fault !== false);
}

function overflowFaults(
  { fleets, overflow, appstreamApplication }: ApplicationPolicy,
  policy: Policy,
): readonly PolicyIssue[] {
  if (overflow === null) return [];
  const wanted = appstreamApplication === DESKTOP ? "desktop" : "app";
  return overflow.fleets.flatMap((id, index) => {
    const path = ["overflow", "fleets", index];
    const fleet = fleetOf(policy, id);
    if (fleet === undefined) {
      const hint = suggestion(id, Object.keys(policy.fleets));
      return [{ path, message: `\`${id}\` is not in fleets${hint}` }];
    }
    if (fleets.includes(id)) {
      return [{ path, message: `\`${id}\` is among the application's \`fleets\`; overflow is for others` }];
    }
    return fleet.streamView === wanted
      ? []
      : [
          {
            path,
            message: `\`${id}\` must have \`streamView: ${wanted}\` to start what the application names`,
          },
        ];
  });
}

/** The person would get in, and the application would silently open without what the link asked for. */
function contextFaults(application: ApplicationPolicy, policy: Policy): readonly PolicyIssue[] {
  if (application.context === null) return [];
  const federated = fleetsOf(application).filter((id) => fleetOf(policy, id)?.launchMethod === "federation");
  if (federated.length === 0) return [];
  const listed = federated.map((id) => `\`${id}\``).join(", ");
  const message =
    `cannot reach a fleet with \`launchMethod: federation\`, since only a streaming URL carries a launch context: ` +
    `${listed}; take the context out, or give it an application of its own`;
  return [{ path: ["context"], message }];
}

/** One drain with `force` is enough: whoever wrote it knew. */
function lastDrains(policy: Policy): readonly PolicyIssue[] {
  return Object.entries(policy.fleets).flatMap(([id, { drain }]) => {
    if (drain === null || drain.force) return [];
    const left = lastOpenFleets(policy, new Map(), id, WHILE_ALL_LAST).filter(
      ({ application }) => !isForced(policy, application),
    );
    if (left.length === 0) return [];
    const listed = left.map(({ application }) => `\`${application}\``).join(", ");
    const message =
      `leaves ${listed} without a fleet, for everybody or for those whom a wall keeps to drained ones; take out ` +
      "drains that are over, or set `force: true`";
    return [{ path: ["fleets", id, "drain"], message, dependsOn: WHAT_DRAINS_LEAVE }];
  });
}

function isForced(policy: Policy, application: string): boolean {
  return Object.entries(policy.applications).some(
    ([id, used]) =>
      id === application && fleetsOf(used).some((fleet) => fleetOf(policy, fleet)?.drain?.force === true),
  );
}

function helpDeskFaults(policy: Policy): readonly PolicyIssue[] {
  return audienceFaults(policy.operators.helpDesk, ["operators", "helpDesk"], policy);
}

function lookAheadFaults({ limits }: Policy): readonly PolicyIssue[] {
  const { lookAheadMilliseconds, launchDeadlineMilliseconds } = limits;
  if (lookAheadMilliseconds < launchDeadlineMilliseconds) return [];
  const message = `must be less than launchDeadlineMilliseconds (${launchDeadlineMilliseconds}), or looking takes the whole launch`;
  const dependsOn = [["limits", "launchDeadlineMilliseconds"]];
  return [{ path: ["limits", "lookAheadMilliseconds"], message, dependsOn }];
}

function fleetOf({ fleets }: Policy, id: string): FleetPolicy | undefined {
  return Object.hasOwn(fleets, id) ? fleets[id] : undefined;
}
