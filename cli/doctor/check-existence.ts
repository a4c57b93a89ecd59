/** Fleets and stacks of the policy exist in their Region, in the account that is meant, and belong together. */
import { suggestion } from "../../functions/core/closest.ts";
import type { AccountCheck } from "./finding.ts";
import { found, policyFleets } from "./finding.ts";

export const checkExistence: AccountCheck = (policy, facts, { account }) =>
  policyFleets(policy, facts).flatMap(({ id, fleet: entry, known }) => {
    const { fleet, stack, isAssociated } = known;
    const here = ["fleets", id];
    const names = facts.regions.get(entry.region);
    if (fleet === "not_found" || stack === "not_found") {
      const missing = (kind: "fleet" | "stack", all: readonly string[] = []) =>
        found(
          "fault",
          [...here, kind],
          `does not exist in ${entry.region} of this account${suggestion(entry[kind], all)}`,
        );
      return [
        ...(stack === "not_found" ? [missing("stack", names?.stacks)] : []),
        ...(fleet === "not_found" ? [missing("fleet", names?.fleets)] : []),
      ];
    }
    const apart =
      isAssociated === false
        ? [
            found(
              "fault",
              [...here, "stack"],
              `is not associated with the fleet, so nobody can be sent there: aws appstream associate-fleet --region ${entry.region} --stack-name ${entry.stack} --fleet-name ${entry.fleet}`,
            ),
          ]
        : [];
    const owner = fleet?.account;
    const isStrange = account !== undefined && owner !== undefined && owner !== account;
    return isStrange
      ? [
          ...apart,
          found(
            "fault",
            [...here, "fleet"],
            `is in the account ${owner}, and --account says ${account}: these are the credentials of another account`,
          ),
        ]
      : apart;
  });
