/** Every fleet that an application may be sent to has it, under the very name that the policy asks for. */
import { suggestion } from "../../functions/core/closest.ts";
import type { ApplicationPolicy } from "../../functions/core/policy.ts";
import { DESKTOP } from "../../functions/core/streaming-request.ts";
import type { AccountFacts } from "./account-facts.ts";
import { type AccountCheck, type Finding, found } from "./finding.ts";

export const checkApplicationNames: AccountCheck = ({ applications }, facts) =>
  Object.entries(applications).flatMap(([id, application]) => {
    // The desktop is no application of an image; check-launch-method.ts looks at the view.
    if (application.appstreamApplication === DESKTOP) return [];
    const here = ["applications", id];
    return [
      ...missing([...here, "fleets"], application, application.fleets, facts),
      ...missing([...here, "overflow", "fleets"], application, application.overflow?.fleets ?? [], facts),
    ];
  });

function missing(
  path: Finding["path"],
  { appstreamApplication }: ApplicationPolicy,
  fleets: readonly string[],
  facts: AccountFacts,
): readonly Finding[] {
  return fleets.flatMap((id, index) => {
    const known = facts.fleets.get(id);
    const names = known?.applications;
    if (names === undefined || names.includes(appstreamApplication)) return [];
    const { fleet } = known ?? {};
    const where = typeof fleet === "object" && fleet.isElastic ? "associated with it are" : "its image has";
    const listed = names.length === 0 ? "none" : names.map((name) => `\`${name}\``).join(", ");
    const hint = suggestion(appstreamApplication, names);
    const message = `\`${id}\` cannot start \`${appstreamApplication}\`; ${where}: ${listed}${hint}`;
    return [found("fault", [...path, index], message)];
  });
}
