/** Limits that leave each other room. */
import type { PolicyRules } from "./policy-rules.ts";

export const limitRules = {
  attempt_longer_than_launch: ({ limits }) =>
    limits.attemptTimeoutMilliseconds <= limits.launchDeadlineMilliseconds
      ? []
      : [
          {
            path: ["limits", "attemptTimeoutMilliseconds"],
            message: `must be at most launchDeadlineMilliseconds (${limits.launchDeadlineMilliseconds}), or no attempt can time out`,
            dependsOn: [["limits", "launchDeadlineMilliseconds"]],
          },
        ],
} satisfies PolicyRules;
