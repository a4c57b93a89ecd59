/** Limits that leave the other fleets of an application untried. */
import { fleetsOf } from "./application-fleets.ts";
import type { PolicyRules } from "./policy-rules.ts";

export const limitWarnings = {
  no_time_for_second_attempt: ({ limits }) => {
    const { attemptTimeoutMilliseconds, launchDeadlineMilliseconds, maxCandidates } = limits;
    // Longer than the whole launch is a fault (policy-check-limits.ts).
    if (maxCandidates === 1 || attemptTimeoutMilliseconds > launchDeadlineMilliseconds) return [];
    if (attemptTimeoutMilliseconds * 2 <= launchDeadlineMilliseconds) return [];
    return [
      {
        path: ["limits", "attemptTimeoutMilliseconds"],
        message: `is over half of launchDeadlineMilliseconds (${launchDeadlineMilliseconds}): when a Region does not answer, no second fleet gets its full time`,
        dependsOn: [
          ["limits", "launchDeadlineMilliseconds"],
          ["limits", "maxCandidates"],
        ],
      },
    ];
  },
  one_candidate: ({ applications, limits }) =>
    limits.maxCandidates === 1 &&
    Object.values(applications).some((application) => fleetsOf(application).length > 1)
      ? [
          {
            path: ["limits", "maxCandidates"],
            message: "is 1: when a fleet fails, the other fleets of its application are never tried",
          },
        ]
      : [],
} satisfies PolicyRules;
