/** PURE: what the sessions function may do to the launch tables: read what leads to a session or a launch, write places. */
import { readerOfTable, sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Place } from "./capability.ts";
import { launchTable, tableArn } from "./names.ts";
import { limitsUse } from "./use-capabilities.ts";

/**
 * In every Region people's places, where reference codes lead, what people use where the policy limits it, and launches by their
 * id, which have no colon: no door, no fleet's state, no line and no maintenance. In its own Region it remembers that a
 * session was ended.
 */
export function looksAfterSessions(place: Place): Capability {
  const { deployment, region } = place;
  const table = launchTable(deployment);
  const others = deployment.regions.filter((other) => other !== region);
  const everywhere = deployment.regions.map((one) => tableArn(deployment, table, one));
  const read = ["person:*", "reference:*", ...(limitsUse(place.policy) ? ["use:*"] : [])];
  return {
    environment: { LAUNCH_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") },
    grants: [
      {
        sid: "ReadPlacesAndReferences",
        actions: ["dynamodb:GetItem"],
        resources: everywhere,
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": read } },
      },
      {
        sid: "ReadLaunches",
        actions: ["dynamodb:GetItem"],
        resources: everywhere,
        conditions: { "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": ["*:*", "maintenance"] } },
      },
      {
        sid: "RememberPlaces",
        actions: ["dynamodb:UpdateItem"],
        resources: [tableArn(deployment, table, region)],
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["person:*"] } },
      },
      writerOfTable(place, table, region, "LaunchTableKey"),
      ...others.map((other) => readerOfTable(place, table, other, `LaunchTableKey${sidPart(other)}`)),
    ],
  };
}
