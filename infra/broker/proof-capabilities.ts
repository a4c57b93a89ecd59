/**
 * PURE: what proofs of possession ask of the tables. Each has one home among the broker's Regions, chosen by its id, so whoever
 * takes them writes to all of the login tables, and there to no key of a sign-in.
 */
import type { Policy } from "../../functions/core/policy.ts";
import { sidPart, writerOfTable } from "./capabilities.ts";
import type { Capability, Place } from "./capability.ts";
import { loginTable, tableArn } from "./names.ts";

/** Nothing is granted where no issuer's tokens are bound to keys. */
export function usesUpProofs(place: Place): Capability {
  const { deployment, policy } = place;
  const table = loginTable(deployment);
  const environment = { LOGIN_TABLE: table, BROKER_REGIONS: deployment.regions.join(",") };
  if (!takesProofs(policy)) return { environment, grants: [] };
  return {
    environment,
    grants: [
      {
        sid: "UseUpProofs",
        actions: ["dynamodb:PutItem"],
        resources: deployment.regions.map((region) => tableArn(deployment, table, region)),
        conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["proof:*"] } },
      },
      ...deployment.regions.map((region) =>
        writerOfTable(place, table, region, `LoginTableKey${sidPart(region)}`),
      ),
    ],
  };
}

function takesProofs({ api }: Policy): boolean {
  return Object.values(api?.issuers ?? {}).some(({ dpop }) => dpop !== "off");
}
