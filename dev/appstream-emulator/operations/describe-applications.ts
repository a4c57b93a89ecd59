/**
 * DescribeApplications: the applications of Elastic fleets, which are resources of their own.
 * Those of the other fleets are in their images and unknown here.
 */
import { epochSeconds } from "../protocol/aws-json.ts";
import { DESCRIBE_APPLICATIONS } from "../validations/describe-applications.ts";
import { applicationResources } from "../world/emulated-application.ts";
import { arn } from "../world/emulated-world.ts";
import { named } from "./named.ts";
import { defineOperation } from "./operation.ts";
import { DEFAULT_MAX_RESULTS, pageOf } from "./pagination.ts";

export const describeApplications = defineOperation(DESCRIBE_APPLICATIONS, (input, region, world) => {
  const applications = applicationResources(world, region).map(({ name, displayName }) => ({
    Arn: arn(world, region, "application", name),
    Name: name,
    DisplayName: displayName,
    Enabled: true,
    LaunchPath: `C:\\AppStream\\AppBlocks\\${name}\\${name}.exe`,
    AppBlockArn: arn(world, region, "app-block", name),
    Platforms: ["WINDOWS_SERVER_2019"],
    InstanceFamilies: ["GENERAL_PURPOSE"],
    CreatedTime: epochSeconds(world.startedAtMilliseconds),
  }));
  const wanted = named("Application", applications, (application) => application.Arn, input.Arns);
  const page = pageOf(wanted, input.MaxResults || DEFAULT_MAX_RESULTS, input.NextToken);
  return { Applications: page.items, ...page.next };
});
