/**
 * The operations the emulator answers, by the name in `X-Amz-Target`.
 * Every other name is an UnknownOperationException.
 */
import { createStreamingUrl } from "./create-streaming-url.ts";
import { describeApplicationFleetAssociations } from "./describe-application-fleet-associations.ts";
import { describeApplications } from "./describe-applications.ts";
import { describeFleets } from "./describe-fleets.ts";
import { describeImages } from "./describe-images.ts";
import { describeSessions } from "./describe-sessions.ts";
import { describeStacks } from "./describe-stacks.ts";
import { expireSession } from "./expire-session.ts";
import { listAssociatedFleets } from "./list-associated-fleets.ts";
import { listAssociatedStacks } from "./list-associated-stacks.ts";
import type { Operation } from "./operation.ts";
import { startFleet } from "./start-fleet.ts";
import { stopFleet } from "./stop-fleet.ts";

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["CreateStreamingURL", createStreamingUrl],
  ["DescribeApplicationFleetAssociations", describeApplicationFleetAssociations],
  ["DescribeApplications", describeApplications],
  ["DescribeFleets", describeFleets],
  ["DescribeImages", describeImages],
  ["DescribeSessions", describeSessions],
  ["DescribeStacks", describeStacks],
  ["ExpireSession", expireSession],
  ["ListAssociatedFleets", listAssociatedFleets],
  ["ListAssociatedStacks", listAssociatedStacks],
  ["StartFleet", startFleet],
  ["StopFleet", stopFleet],
]);
