/** PURE: which roles read a secret of the broker's own: those of the functions that are granted it, in every Region. */

import type { Place } from "./capability.ts";
import { functionTable } from "./function-table.ts";
import { type OwnSecret, roleArn, secretArn, secretName } from "./names.ts";

/** Role ARNs; what function-table.ts grants decides, so that no function can be granted a secret and be kept from it. */
export function readersOf(place: Omit<Place, "region">, secret: OwnSecret): readonly string[] {
  const { deployment } = place;
  return deployment.regions.flatMap((region) => {
    const arn = secretArn(deployment, secretName(deployment, secret), region);
    return functionTable({ ...place, region })
      .filter(({ grants }) =>
        grants.some(
          ({ actions, resources }) =>
            actions.includes("secretsmanager:GetSecretValue") && resources.includes(arn),
        ),
      )
      .map(({ name }) => roleArn(deployment, name, region));
  });
}
