/**
 * DescribeSessions, quirks included: a `UserId` needs an `AuthenticationType`, and without one only sessions of
 * streaming URLs (API) are seen. The emulator has no others, so SAML, USERPOOL and AWS_AD find nothing.
 */
import { AwsError } from "../protocol/aws-error.ts";
import { epochSeconds, type JsonObject } from "../protocol/aws-json.ts";
import { DESCRIBE_SESSIONS } from "../validations/describe-sessions.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { defineOperation } from "./operation.ts";
import { pageOf } from "./pagination.ts";

const DEFAULT_LIMIT = 20;

export const describeSessions = defineOperation(DESCRIBE_SESSIONS, (input, region, world) => {
  const { UserId: userId, AuthenticationType: authenticationType, InstanceId: instanceId } = input;
  if (userId !== undefined && authenticationType === undefined) {
    throw new AwsError(
      "InvalidParameterCombinationException",
      "An AuthenticationType must be specified together with a UserId.",
    );
  }
  const sessions = world.sessions
    .described(region, input.StackName, input.FleetName, userId)
    .filter(() => (authenticationType ?? "API") === "API")
    .filter((session) => instanceId === undefined || session.instanceId === instanceId);
  const page = pageOf(sessions, input.Limit ?? DEFAULT_LIMIT, input.NextToken);
  return { Sessions: page.items.map(describeSession), ...page.next };
});

function describeSession(session: EmulatedSession): JsonObject {
  return {
    Id: session.id,
    UserId: session.userId,
    StackName: session.stack,
    FleetName: session.fleet,
    State: session.state,
    ConnectionState: session.connectionState,
    StartTime: epochSeconds(session.startedAtMilliseconds),
    MaxExpirationTime: epochSeconds(session.maxExpirationMilliseconds),
    AuthenticationType: "API",
    InstanceId: session.instanceId,
  };
}
