/**
 * PURE: what ends broker sessions, as the sign-in functions may do it: they read of their own Region whose sessions are over
 * and who is disabled, and write the former to every Region. Nobody whom they let in can be enabled by them.
 */
import { ENDINGS, sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Grant, Place } from "./capability.ts";
import { launchTable, tableArn } from "./names.ts";

export function endsBrokerSessions(place: Place): Capability {
  const { deployment } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      readRevocations(place),
      {
        sid: "EndBrokerSessions",
        actions: ["dynamodb:PutItem"],
        resources: deployment.regions.map((each) => tableArn(deployment, table, each)),
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["revoked:*"] } },
      },
      ...deployment.regions.map((each) =>
        writerOfTable(place, table, each, `LaunchTableKey${sidPart(each)}`),
      ),
    ],
  };
}

/** Where the policy has streaming sessions ended with others' word: who signed in, for the keeper to find them by. */
export function remembersPeople(place: Place): Capability {
  const isNeeded = (place.policy.sessions.endStreamsOn ?? []).length > 0;
  return {
    environment: {},
    grants: isNeeded ? [updatesItems(place, "RememberPeople", ["person-of:*"])] : [],
  };
}

/** What the keeper is asked to end; what a disabling asks for is the operator's command's alone. */
export function requestsEndings(place: Place): Capability {
  const isNeeded = (place.policy.sessions.endStreamsOn ?? []).includes("backchannel_logout");
  return {
    environment: {},
    grants: isNeeded ? [updatesItems(place, "RequestEndings", ["endings:backchannel_logout"])] : [],
  };
}

/** The keeper's part: what its Region was asked to end, and who and where the people are in every Region. */
export function endsOnRequest(place: Place): Capability {
  const { deployment, policy, region } = place;
  if ((policy.sessions.endStreamsOn ?? []).length === 0) return { environment: {}, grants: [] };
  const table = launchTable(deployment);
  const read = (sid: string, regions: readonly string[], keys: readonly string[]): Grant => ({
    sid,
    actions: ["dynamodb:GetItem"],
    resources: regions.map((each) => tableArn(deployment, table, each)),
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } },
  });
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      read("ReadEndings", [region], ENDINGS),
      read("FindPeople", deployment.regions, ["person-of:*", "person:*"]),
      updatesItems(place, "FinishEndings", ENDINGS),
    ],
  };
}

function updatesItems({ deployment, region }: Place, sid: string, keys: readonly string[]): Grant {
  return {
    sid,
    actions: ["dynamodb:UpdateItem"],
    resources: [tableArn(deployment, launchTable(deployment), region)],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } },
  };
}

/** For whoever opens sessions and reads nothing else by a key of this form; what decrypts the table comes with the rest. */
export function checksSessions(place: Place): Capability {
  return { environment: { LAUNCH_TABLE: launchTable(place.deployment) }, grants: [readRevocations(place)] };
}

function readRevocations({ deployment, region }: Place): Grant {
  return {
    sid: "ReadRevocations",
    actions: ["dynamodb:GetItem"],
    resources: [tableArn(deployment, launchTable(deployment), region)],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["revoked:*", "disabled:*"] } },
  };
}
