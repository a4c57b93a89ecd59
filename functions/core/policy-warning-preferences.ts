/** Preferences that never change an order. The first that matches is used, and fleets behind a wall are gone before. */
import { fleetsOf } from "./application-fleets.ts";
import type { Policy, Preference } from "./policy.ts";
import { type Reach, reachOf } from "./policy-reach.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const preferenceWarnings = {
  preference_without_effect: withoutEffect,
  preference_never_reached: neverReached,
} satisfies PolicyRules;

function withoutEffect(policy: Policy): readonly PolicyIssue[] {
  const applications = Object.entries(policy.applications).map(([id, application]) => ({
    id,
    fleets: fleetsOf(application),
    reach: reachOf(policy, id, application),
  }));
  return policy.preferences.flatMap((preference, index) => {
    const covered = applications.filter(({ id }) => preference.applications?.includes(id) ?? true);
    const listed = new Set(covered.flatMap(({ fleets }) => fleets));
    const permitted = new Set(covered.flatMap(({ reach }) => inReach(reach, preference)));
    return preference.fleets.flatMap((fleet, place) => {
      const isKnown = Object.hasOwn(policy.fleets, fleet);
      if (covered.length === 0 || !isKnown || permitted.has(fleet)) return [];
      return [
        {
          path: ["preferences", index, "fleets", place],
          message: listed.has(fleet)
            ? "is behind a wall for everybody whom this preference is about: it is never tried"
            : "is a fleet of none of the applications that this preference is about: it is never tried",
          dependsOn: [
            ["applications", "*", "fleets"],
            ["applications", "*", "overflow"],
            ["fleets", fleet, "jurisdiction"],
            ["residency", "walls"],
            ["preferences", index],
          ],
        },
      ];
    });
  });
}

/** A preference for countries guides by the policy's default as well, which satisfies no wall: such people are unknown. */
function inReach(reach: readonly Reach[], { countries }: Preference): readonly string[] {
  if (countries === null) return reach.flatMap(({ permitted }) => permitted);
  const named = new Set(reach.flatMap(({ people }) => (typeof people === "string" ? [] : people.countries)));
  return reach
    .filter(({ people }) => {
      if (people === "elsewhere") return countries.some((country) => !named.has(country));
      return people === "unknown" || people.countries.some((country) => countries.includes(country));
    })
    .flatMap(({ permitted }) => permitted);
}

function neverReached({ preferences }: Policy): readonly PolicyIssue[] {
  return preferences.flatMap((preference, index) => {
    const earlier = preferences
      .slice(0, index)
      .findIndex(
        ({ applications, countries }) =>
          isWithin(preference.applications, applications) && isWithin(preference.countries, countries),
      );
    if (earlier < 0) return [];
    return [
      {
        path: ["preferences", index],
        message: `is never reached: preferences[${earlier}] is about all of these applications and countries, and comes first`,
        dependsOn: [
          ["preferences", index],
          ["preferences", earlier],
        ],
      },
    ];
  });
}

/** Null is everything. */
function isWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  return outer === null || (inner?.every((value) => outer.includes(value)) ?? false);
}
