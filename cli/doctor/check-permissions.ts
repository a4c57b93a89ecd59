/** The launch function's role may create streaming URLs where the policy sends people. */
import { type AccountCheck, found, policyFleets } from "./finding.ts";

export const checkPermissions: AccountCheck = (policy, facts) =>
  policyFleets(policy, facts).flatMap(({ id, fleet: { stack, fleet, region }, known }) =>
    known.streamingUrls === "denied"
      ? [
          found(
            "fault",
            ["fleets", id],
            `these credentials are denied appstream:CreateStreamingURL; it needs the ARNs of the stack ${stack} and of the fleet ${fleet} in ${region}`,
          ),
        ]
      : [],
  );
