/**
 * DescribeApplicationFleetAssociations: which application is on which Elastic fleet, asked from either end.
 * It declares no error for what does not exist, so an unknown fleet has no applications.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { DESCRIBE_APPLICATION_FLEET_ASSOCIATIONS } from "../validations/describe-application-fleet-associations.ts";
import { arn, type EmulatedWorld } from "../world/emulated-world.ts";
import { defineOperation } from "./operation.ts";
import { DEFAULT_MAX_RESULTS, pageOf } from "./pagination.ts";

export const describeApplicationFleetAssociations = defineOperation(
  DESCRIBE_APPLICATION_FLEET_ASSOCIATIONS,
  (input, region, world) => {
    const { FleetName: fleet, ApplicationArn: application } = input;
    if ((fleet === undefined) === (application === undefined)) {
      throw new AwsError(
        "InvalidParameterCombinationException",
        "Either FleetName or ApplicationArn must be specified, and not both.",
      );
    }
    const found = associations(world, region).filter(
      ({ FleetName, ApplicationArn }) => FleetName === fleet || ApplicationArn === application,
    );
    const page = pageOf(found, input.MaxResults || DEFAULT_MAX_RESULTS, input.NextToken);
    return { ApplicationFleetAssociations: page.items, ...page.next };
  },
);

function associations(world: EmulatedWorld, region: string) {
  const elastic = world.fleets.inRegion(region).filter((fleet) => fleet.fleetType === "ELASTIC");
  return elastic.flatMap(({ fleet, applications }) =>
    applications.map(({ name }) => ({
      FleetName: fleet,
      ApplicationArn: arn(world, region, "application", name),
    })),
  );
}
