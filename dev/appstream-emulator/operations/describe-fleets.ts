/**
 * DescribeFleets: what a caller routes by. Free capacity stands in a different member for each kind of fleet,
 * exactly as in the service: `Available`, `AvailableUserSessions`, or nowhere (Elastic).
 */
import { epochSeconds, type JsonObject } from "../protocol/aws-json.ts";
import { DESCRIBE_FLEETS } from "../validations/describe-fleets.ts";
import type { EmulatedFleet } from "../world/emulated-fleet.ts";
import { arn, type EmulatedWorld } from "../world/emulated-world.ts";
import { MAX_USER_DURATION_SECONDS } from "../world/streaming-session.ts";
import { named } from "./named.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

export const describeFleets = defineOperation(DESCRIBE_FLEETS, (input, region, world) => {
  const fleets = named("Fleet", world.fleets.inRegion(region), (fleet) => fleet.fleet, input.Names);
  const page = pageOf(fleets, world.pageSize, input.NextToken);
  return { Fleets: page.items.map((fleet) => describeFleet(world, fleet)), ...page.next };
});

function describeFleet(world: EmulatedWorld, fleet: EmulatedFleet): JsonObject {
  const { region, fleet: name } = fleet;
  return {
    Arn: arn(world, region, "fleet", name),
    Name: name,
    DisplayName: name,
    InstanceType: "stream.standard.medium",
    FleetType: fleet.fleetType,
    StreamView: fleet.streamView,
    Platform: "WINDOWS_SERVER_2022",
    State: world.fleets.state(region, name),
    ComputeCapacityStatus: describeCapacity(world, fleet),
    MaxUserDurationInSeconds: MAX_USER_DURATION_SECONDS,
    DisconnectTimeoutInSeconds: fleet.disconnectTimeoutSeconds,
    IdleDisconnectTimeoutInSeconds: 0,
    CreatedTime: epochSeconds(world.startedAtMilliseconds),
    FleetErrors: (fleet.errors ?? []).map((code) => ({ ErrorCode: code, ErrorMessage: `Emulated: ${code}` })),
    ...(fleet.fleetType === "ELASTIC"
      ? { MaxConcurrentSessions: fleet.capacity }
      : { ImageArn: arn(world, region, "image", name) }),
    ...(fleet.maxSessionsPerInstance === undefined
      ? {}
      : { MaxSessionsPerInstance: fleet.maxSessionsPerInstance }),
    ...(fleet.domainJoined ? { DomainJoinInfo: { DirectoryName: "corp.example.com" } } : {}),
  };
}

function describeCapacity(world: EmulatedWorld, fleet: EmulatedFleet): JsonObject {
  const { slots, inUse, free } = world.sessions.capacity(fleet);
  // What these mean on an Elastic fleet is undocumented; zeros keep a caller from relying on them.
  if (fleet.fleetType === "ELASTIC") return { Desired: 0, Running: 0, InUse: 0, Available: 0 };
  if (fleet.maxSessionsPerInstance === undefined) {
    // An On-Demand instance is stopped until somebody is on it, so whoever counts running ones finds none free.
    const idle = fleet.fleetType === "ON_DEMAND" ? 0 : free;
    return { Desired: fleet.capacity, Running: inUse + idle, InUse: inUse, Available: free };
  }
  const running = world.fleets.state(fleet.region, fleet.fleet) === "RUNNING" ? fleet.capacity : 0;
  const instancesInUse = Math.ceil(inUse / fleet.maxSessionsPerInstance);
  return {
    Desired: fleet.capacity,
    Running: running,
    InUse: instancesInUse,
    Available: Math.max(0, running - instancesInUse),
    DesiredUserSessions: slots,
    ActualUserSessions: free + inUse,
    ActiveUserSessions: inUse,
    AvailableUserSessions: free,
    ...{ Draining: 0, DrainModeActiveUserSessions: 0, DrainModeUnusedUserSessions: 0 },
  };
}
