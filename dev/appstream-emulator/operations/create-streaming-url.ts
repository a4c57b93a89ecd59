/**
 * CreateStreamingURL. Order of refusal: limits, IAM (before existence, as observed on AWS), stack, fleet,
 * association, domain join, state, application. Capacity is not looked at here: it matters when the URL is opened.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { CREATE_STREAMING_URL } from "../validations/create-streaming-url.ts";
import type { EmulatedFleet } from "../world/emulated-fleet.ts";
import { arn, type EmulatedWorld } from "../world/emulated-world.ts";
import { defineOperation } from "./operation.ts";

/** AWS's own default for `Validity`. */
const DEFAULT_VALIDITY_SECONDS = 60;

/** The `ApplicationId` that asks for the whole desktop. */
const DESKTOP = "Desktop";

export const createStreamingUrl = defineOperation(CREATE_STREAMING_URL, (input, region, world) => {
  const { StackName: stack, FleetName: fleetName, UserId: userId } = input;
  requireAllowed(world, region, stack, fleetName);
  const fleet = requireAssociated(world, region, stack, fleetName);
  requireLaunchable(world, fleet, input.ApplicationId);

  const validitySeconds = input.Validity ?? DEFAULT_VALIDITY_SECONDS;
  const expires = Math.floor(world.nowMilliseconds() / 1000) + validitySeconds;
  const session = {
    ...{ region, stack, fleet: fleetName, userId },
    applicationId: input.ApplicationId ?? "",
    sessionContext: input.SessionContext ?? "",
  };
  return { StreamingURL: world.urls.url(world.origin, session, expires), Expires: expires };
});

function requireAllowed(world: EmulatedWorld, region: string, stack: string, fleet: string): void {
  const { allow } = world;
  if (allow === undefined) return;
  if (!allow.some((target) => target.stack === stack))
    throw denied(world, arn(world, region, "stack", stack));
  if (!allow.some((target) => target.fleet === fleet))
    throw denied(world, arn(world, region, "fleet", fleet));
}

function denied({ accountId }: EmulatedWorld, resource: string): AwsError {
  return new AwsError(
    "AccessDeniedException",
    `User: arn:aws:sts::${accountId}:assumed-role/emulated-caller/local is not authorized to perform: ` +
      `appstream:CreateStreamingURL on resource: ${resource} because no identity-based policy allows the ` +
      "appstream:CreateStreamingURL action",
  );
}

function requireAssociated(
  world: EmulatedWorld,
  region: string,
  stack: string,
  fleetName: string,
): EmulatedFleet {
  if (!world.stacks.has(region, stack)) {
    throw new AwsError("ResourceNotFoundException", `Stack ${stack} does not exist.`);
  }
  const fleet = world.fleets.find(region, fleetName);
  if (fleet === undefined)
    throw new AwsError("ResourceNotFoundException", `Fleet ${fleetName} does not exist.`);
  // AWS documents no error for a pair that is not associated; not found is what it most probably says.
  if (!world.stacks.isAssociated(region, stack, fleetName)) {
    throw new AwsError(
      "ResourceNotFoundException",
      `Fleet ${fleetName} is not associated with stack ${stack}.`,
    );
  }
  return fleet;
}

function requireLaunchable(
  world: EmulatedWorld,
  fleet: EmulatedFleet,
  applicationId: string | undefined,
): void {
  if (fleet.domainJoined) {
    throw new AwsError(
      "OperationNotPermittedException",
      `Streaming URLs cannot be created for fleet ${fleet.fleet}, which is joined to a domain.`,
    );
  }
  const state = world.fleets.state(fleet.region, fleet.fleet);
  if (state !== "RUNNING") {
    throw new AwsError(
      "ResourceNotAvailableException",
      `Fleet ${fleet.fleet} is not RUNNING; it is ${state}.`,
    );
  }
  if (applicationId !== undefined && !offers(fleet, applicationId)) {
    throw new AwsError(
      "InvalidParameterCombinationException",
      `Application ${applicationId} is not available on fleet ${fleet.fleet}.`,
    );
  }
}

function offers(fleet: EmulatedFleet, applicationId: string): boolean {
  if (applicationId === DESKTOP) return fleet.streamView === "DESKTOP";
  return fleet.applications.some((application) => application.name === applicationId);
}
