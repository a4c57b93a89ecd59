/**
 * DescribeImages: the one place where the application names of an Always-On or On-Demand fleet stand, under the fleet's
 * `ImageArn`. The emulator's images are all private.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { epochSeconds, type JsonObject } from "../protocol/aws-json.ts";
import { DESCRIBE_IMAGES } from "../validations/describe-images.ts";
import { fleetsWithImage } from "../world/emulated-application.ts";
import type { EmulatedFleet } from "../world/emulated-fleet.ts";
import { arn, type EmulatedWorld } from "../world/emulated-world.ts";
import { named } from "./named.ts";
import { defineOperation } from "./operation.ts";
import { DEFAULT_MAX_RESULTS, pageOf } from "./pagination.ts";

export const describeImages = defineOperation(DESCRIBE_IMAGES, (input, region, world) => {
  if (input.Names !== undefined && input.Arns !== undefined) {
    throw new AwsError("InvalidParameterCombinationException", "Names and Arns cannot be used together.");
  }
  const imageArn = (fleet: EmulatedFleet) => arn(world, region, "image", fleet.fleet);
  const all = (input.Type ?? "PRIVATE") === "PRIVATE" ? fleetsWithImage(world, region) : [];
  const images =
    input.Arns === undefined
      ? named("Image", all, (fleet) => fleet.fleet, input.Names)
      : named("Image", all, imageArn, input.Arns);
  const page = pageOf(images, input.MaxResults || DEFAULT_MAX_RESULTS, input.NextToken);
  return { Images: page.items.map((fleet) => describeImage(world, fleet)), ...page.next };
});

function describeImage(world: EmulatedWorld, fleet: EmulatedFleet): JsonObject {
  return {
    Name: fleet.fleet,
    Arn: arn(world, fleet.region, "image", fleet.fleet),
    DisplayName: fleet.fleet,
    State: "AVAILABLE",
    Visibility: "PRIVATE",
    Platform: "WINDOWS_SERVER_2022",
    Applications: fleet.applications.map(({ name, displayName }) => ({
      Name: name,
      DisplayName: displayName,
      LaunchPath: `C:\\Program Files\\${name}\\${name}.exe`,
      Enabled: true,
      Metadata: {},
    })),
    CreatedTime: epochSeconds(world.startedAtMilliseconds),
  };
}
