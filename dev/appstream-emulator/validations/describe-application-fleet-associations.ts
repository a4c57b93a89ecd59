/**
 * The limits of DescribeApplicationFleetAssociations.
 * That one of the fleet and the application is needed is the operation's to say.
 */
import type { Limits } from "../protocol/limits.ts";

export const DESCRIBE_APPLICATION_FLEET_ASSOCIATIONS = {
  FleetName: { type: "string", minLength: 1 },
  ApplicationArn: { type: "string", minLength: 1 },
  MaxResults: { type: "integer", minimum: 0, maximum: 25 },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
