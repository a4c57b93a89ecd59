/** Limits on use that can be kept, and that leave each other room. */
import { fleetsOf } from "./application-fleets.ts";
import type { ApplicationPolicy, Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import type { UsePolicy } from "./policy-use.ts";

export const useRules = {
  budget_shorter_than_session: (policy) =>
    limited(policy).flatMap(([id, , { budget, sessionSeconds }]) =>
      budget === null || sessionSeconds === null || budget.seconds >= sessionSeconds
        ? []
        : [
            {
              path: ["applications", id, "use", "sessionSeconds"],
              message: `must be at most the budget of a ${budget.period} (${budget.seconds}), or no session can be that long`,
              dependsOn: [["applications", id, "use", "budget"]],
            },
          ],
    ),
  more_for_one_than_for_all: (policy) =>
    limited(policy).flatMap(([id, , { concurrentSessions, totalSessions }]) =>
      concurrentSessions === null || totalSessions === null || concurrentSessions <= totalSessions
        ? []
        : [
            {
              path: ["applications", id, "use", "concurrentSessions"],
              message: `must be at most totalSessions (${totalSessions}), or one person may have more than there are`,
              dependsOn: [["applications", id, "use", "totalSessions"]],
            },
          ],
    ),
  terminate_without_limit: (policy) =>
    limited(policy).flatMap(([id, , { concurrentSessions, terminatePrevious }]) =>
      !terminatePrevious || concurrentSessions !== null || (policy.limits.concurrentSessions ?? null) !== null
        ? []
        : [
            {
              path: ["applications", id, "use", "terminatePrevious"],
              message: "ends nothing: neither this application nor `limits` has `concurrentSessions`",
              dependsOn: [
                ["applications", id, "use", "concurrentSessions"],
                ["limits", "concurrentSessions"],
              ],
            },
          ],
    ),
  use_on_federated_fleet: (policy) => [
    ...((policy.limits.concurrentSessions ?? null) === null
      ? []
      : federated(policy, Object.keys(policy.fleets), ["limits", "concurrentSessions"])),
    ...limited(policy).flatMap(([id, application]) =>
      federated(policy, fleetsOf(application), ["applications", id, "use"]),
    ),
  ],
} satisfies PolicyRules;

function limited({
  applications,
}: Policy): readonly (readonly [id: string, application: ApplicationPolicy, use: UsePolicy])[] {
  return Object.entries(applications).flatMap(([id, application]) =>
    application.use === null || application.use === undefined ? [] : [[id, application, application.use]],
  );
}

/** AppStream knows who comes by federation by another name than ours, so their sessions cannot be counted. */
function federated(
  { fleets }: Policy,
  ids: readonly string[],
  path: readonly string[],
): readonly PolicyIssue[] {
  return ids
    .filter((id) => fleets[id]?.launchMethod === "federation")
    .map((id) => ({
      path,
      message: `cannot be kept on the fleet \`${id}\`, whose sessions come by federation and cannot be counted`,
      dependsOn: [["fleets", id, "launchMethod"]],
    }));
}
