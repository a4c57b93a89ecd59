/**
 * PURE: what the catalogue reads and writes in the launch tables, by the items' keys: how fleets stand, where a person was,
 * what they put first, and what they use where the policy limits it. No launch is among it, no handle, no door.
 */
import { readerOfTable, sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Conditions, Grant, Place } from "./capability.ts";
import { launchTable, tableArn } from "./names.ts";
import { limitsUse } from "./use-capabilities.ts";

/** `health` never exists: one read of it tells that the table answers. */
const READ = ["favourites:*", "fleets:*", "grant:*", "health", "maintenance", "person:*"];
const WRITTEN = ["favourites:*", "fleets:*"];
const READ_ELSEWHERE = ["favourites:*", "person:*"];

export function showsTheCatalogue(place: Place): Capability {
  const { deployment, region } = place;
  const table = launchTable(deployment);
  const others = deployment.regions.filter((other) => other !== region);
  const own = [tableArn(deployment, table, region)];
  const use = limitsUse(place.policy) ? ["use:*"] : [];
  const elsewhere: readonly Grant[] = [
    {
      sid: "ReadPeopleElsewhere",
      actions: ["dynamodb:GetItem"],
      resources: others.map((other) => tableArn(deployment, table, other)),
      conditions: ofItems([...READ_ELSEWHERE, ...use]),
    },
    ...others.map((other) => readerOfTable(place, table, other, `LaunchTableKey${sidPart(other)}`)),
  ];
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "ReadCatalogue",
        actions: ["dynamodb:GetItem"],
        resources: own,
        conditions: ofItems([...READ, ...use]),
      },
      {
        sid: "WriteCatalogue",
        actions: ["dynamodb:UpdateItem"],
        resources: own,
        conditions: ofItems(WRITTEN),
      },
      writerOfTable(place, table, region, "LaunchTableKey"),
      ...(others.length > 0 ? elsewhere : []),
    ],
  };
}

function ofItems(keys: readonly string[]): Conditions {
  return { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } };
}
