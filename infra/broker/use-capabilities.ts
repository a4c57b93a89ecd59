/**
 * PURE: what limits on use ask of the tables. What a person uses, an application's seats and who is looked after have each a
 * home among the broker's Regions, so whoever counts writes to all of them, and to those items alone.
 */
import type { Policy } from "../../functions/core/policy.ts";
import { sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Grant, Place } from "./capability.ts";
import { launchTable, tableArn } from "./names.ts";

const USE_ITEMS = ["use:*", "seats:*", "timed:*"];

/** In the other Regions: in its own a launch writes these items like its others. Nothing where the policy limits nothing. */
export function countsUse(place: Place): Capability {
  const others = place.deployment.regions.filter((region) => region !== place.region);
  const isNeeded = limitsUse(place.policy) && others.length > 0;
  return { environment: {}, grants: isNeeded ? useGrants(place, others, "CountUseElsewhere", "UseKey") : [] };
}

/** All that the keeper does in the tables: uses, seats and reminders, and that a session of a person's was ended. */
export function keepsTime(place: Place): Capability {
  const { deployment, region } = place;
  const table = launchTable(deployment);
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      ...useGrants(place, deployment.regions, "KeepTime", "LaunchTableKey"),
      {
        sid: "RememberPlaces",
        actions: ["dynamodb:UpdateItem"],
        resources: [tableArn(deployment, table, region)],
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*"] } },
      },
    ],
  };
}

function useGrants(place: Place, regions: readonly string[], sid: string, keySid: string): readonly Grant[] {
  const { deployment } = place;
  const table = launchTable(deployment);
  return [
    {
      sid,
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: regions.map((region) => tableArn(deployment, table, region)),
      conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": USE_ITEMS } },
    },
    ...regions.map((region) => writerOfTable(place, table, region, `${keySid}${sidPart(region)}`)),
  ];
}

export function limitsUse({ applications, limits }: Policy): boolean {
  const isLimited = Object.values(applications).some(({ use }) => (use ?? null) !== null);
  return isLimited || (limits.concurrentSessions ?? null) !== null;
}
