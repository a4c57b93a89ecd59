/**
 * PURE: what functions may ask of AppStream. Fleets and stacks are the policy's, each by name, wherever AWS knows
 * a resource for the action; where it knows none, the Regions are the policy's.
 */
import type { FleetPolicy, Policy } from "../../functions/core/policy.ts";
import type { Capability, Grant, Place } from "./capability.ts";
import { partitionOf } from "./names.ts";
import { streamingTargets } from "./policy-references.ts";

/**
 * A role's policy has 10,240 characters, a managed one 6,144; CDK moves whole statements from one to the other. What is
 * left is for the rest of a statement.
 */
const ARN_CHARACTERS_IN_STATEMENT = 5_300;

const LOOK: readonly string[] = ["appstream:DescribeSessions", "appstream:ListAssociatedFleets"];

/**
 * Fleets and stacks by name. The three actions stand in one statement, since hundreds of ARNs fit into a role's policies
 * once and not three times; ListAssociatedFleets minds the stacks alone. AppStream knows whoever comes by federation
 * from the identity provider, so nobody mints a URL there.
 */
export function usesFleets({ deployment, policy }: Place): Capability {
  const minting = arnsOf(deployment.account, fleetsOf(policy, isBrokered));
  const others = arnsOf(deployment.account, fleetsOf(policy)).filter((arn) => !minting.includes(arn));
  return {
    environment: {},
    grants: [
      ...inStatements("UseFleets", ["appstream:CreateStreamingURL", ...LOOK], minting),
      ...inStatements("LookAtFederatedFleets", LOOK, others),
    ],
  };
}

/** Whether somebody has a session there, on the fleets to which people are sent; minting is the launch function's. */
export function findsSessions({ deployment, policy }: Place): Capability {
  const arns = arnsOf(deployment.account, fleetsOf(policy, isBrokered));
  return { environment: {}, grants: inStatements("FindSessions", ["appstream:DescribeSessions"], arns) };
}

/** States and free places: DescribeFleets knows no resource. */
export function looksAtFleets({ policy }: Place): Capability {
  return { environment: {}, grants: inRegions("LookAtFleets", "appstream:DescribeFleets", fleetsOf(policy)) };
}

/** What belongs together, and how many sessions an elastic fleet has; for whoever sends nobody there. */
export function looksAtFleetsByName({ deployment, policy }: Place): Capability {
  const arns = arnsOf(deployment.account, fleetsOf(policy));
  return { environment: {}, grants: inStatements("LookAtFleetsByName", LOOK, arns) };
}

/** ExpireSession knows no resource. A session's id comes from DescribeSessions, of a person and a fleet of the policy. */
export function endsSessions({ policy }: Place): Capability {
  const fleets = fleetsOf(policy, isBrokered);
  return { environment: {}, grants: inRegions("EndSessions", "appstream:ExpireSession", fleets) };
}

function fleetsOf({ fleets }: Policy, isMeant: (fleet: FleetPolicy) => boolean = () => true) {
  return Object.values(fleets).filter(isMeant);
}

function isBrokered({ launchMethod }: FleetPolicy): boolean {
  return launchMethod !== "federation";
}

function arnsOf(account: string, fleets: readonly FleetPolicy[]): readonly string[] {
  return streamingTargets(fleets).map(
    ({ region, resource }) => `arn:${partitionOf(region)}:appstream:${region}:${account}:${resource}`,
  );
}

/** As many statements as it takes: `sid`, `sid2`, … */
function inStatements(sid: string, actions: readonly string[], arns: readonly string[]): readonly Grant[] {
  const parts: string[][] = [];
  let room = 0;
  for (const arn of arns) {
    const length = JSON.stringify(arn).length + 1;
    if (length > room) {
      parts.push([]);
      room = ARN_CHARACTERS_IN_STATEMENT;
    }
    parts.at(-1)?.push(arn);
    room -= length;
  }
  return parts.map((resources, index) => ({
    sid: index === 0 ? sid : `${sid}${index + 1}`,
    actions,
    resources,
  }));
}

function inRegions(sid: string, action: string, fleets: readonly FleetPolicy[]): readonly Grant[] {
  const regions = [...new Set(fleets.map(({ region }) => region))].toSorted();
  if (regions.length === 0) return [];
  const conditions = { StringEquals: { "aws:RequestedRegion": regions } };
  return [{ sid, actions: [action], resources: ["*"], conditions }];
}
