/**
 * PURE: what limits on use ask of the tables. What a person uses, an application's seats and who is looked after have each a
 * home among the broker's Regions, so whoever counts writes to all of them, and to those items alone.
 */
import type { Policy } from "../../functions/core/policy.ts";
import { sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Grant, Place } from "./capability.ts";
import { launchTable, tableArn } from "./names.ts";

/** In the other Regions: in its own a launch writes these items like its others. Nothing where the policy limits nothing. */
export function countsUse(place: Place): Capability {
  const others = place.deployment.regions.filter((region) => region !== place.region);
  if (!limitsUse(place.policy) || others.length === 0) return { environment: {}, grants: [] };
  return {
    environment: {},
    grants: [
      countUse(place, "CountUseElsewhere", others),
      // Who else has a seat or is looked after is nothing that a launch reads.
      items(place, "TakeSeatsElsewhere", others, ["dynamodb:UpdateItem"], ["seats:*", "timed:*"]),
      ...writersOf(place, others, "UseKey"),
    ],
  };
}

/** How many seats are taken, for a list; who has them as well, since they are one item. Nothing where no seats are counted. */
export function seesSeats({ deployment, policy }: Place): Capability {
  const hasSeats = Object.values(policy.applications).some(
    ({ use }) => (use?.totalSessions ?? null) !== null,
  );
  const table = launchTable(deployment);
  const read: Grant = {
    sid: "SeeSeats",
    actions: ["dynamodb:BatchGetItem"],
    resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["seats:*"] } },
  };
  return { environment: {}, grants: hasSeats ? [read] : [] };
}

/** All that the keeper does in the tables: uses, seats and reminders, and that a session of a person's was ended. */
export function keepsTime(place: Place): Capability {
  const { deployment, region } = place;
  const { regions } = deployment;
  return {
    environment: { LAUNCH_TABLE: launchTable(deployment), BROKER_REGIONS: regions.join(",") },
    grants: [
      countUse(place, "KeepTime", regions),
      items(place, "GiveSeatsBack", regions, ["dynamodb:UpdateItem"], ["seats:*"]),
      // Each Region's keeper has its own people.
      items(place, "KeepReminders", [region], ["dynamodb:GetItem", "dynamodb:UpdateItem"], ["timed:*"]),
      items(place, "RememberPlaces", [region], ["dynamodb:UpdateItem"], ["person:*"]),
      ...writersOf(place, regions, "LaunchTableKey"),
    ],
  };
}

function countUse(place: Place, sid: string, regions: readonly string[]): Grant {
  return items(place, sid, regions, ["dynamodb:GetItem", "dynamodb:PutItem"], ["use:*"]);
}

function items(
  { deployment }: Place,
  sid: string,
  regions: readonly string[],
  actions: readonly string[],
  keys: readonly string[],
): Grant {
  const table = launchTable(deployment);
  return {
    sid,
    actions,
    resources: regions.map((region) => tableArn(deployment, table, region)),
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } },
  };
}

function writersOf(place: Place, regions: readonly string[], sid: string): readonly Grant[] {
  const table = launchTable(place.deployment);
  return regions.map((region) => writerOfTable(place, table, region, `${sid}${sidPart(region)}`));
}

export function limitsUse({ applications, limits }: Policy): boolean {
  const isLimited = Object.values(applications).some(({ use }) => (use ?? null) !== null);
  return isLimited || (limits.concurrentSessions ?? null) !== null;
}
