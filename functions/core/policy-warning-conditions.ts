/** Conditions that nobody can meet. They fail closed, so the application is shut rather than unsafe. */
import type { Policy } from "./policy.ts";
import { isNobody, providersOf } from "./policy-audience.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const conditionWarnings = {
  mfa_unprovable: unprovableFactors,
  country_unprovable: unprovableCountries,
  networks_outside_countries: contradictions,
} satisfies PolicyRules;

function unprovableFactors(policy: Policy): readonly PolicyIssue[] {
  return Object.entries(policy.applications)
    .filter(
      ([, { audience, conditions }]) =>
        conditions.mfa &&
        !isNobody(audience) &&
        providersOf(audience, policy).every(({ claims }) => claims.mfa === null),
    )
    .map(([id]) => ({
      path: ["applications", id, "conditions", "mfa"],
      message:
        "is required, but no identity provider of its audience has `claims.mfa`: nobody can prove it, so nobody can launch this",
      dependsOn: [
        ["identityProviders", "*", "claims", "mfa"],
        ["applications", id, "audience"],
      ],
    }));
}

/** Presence is shown by a network, the edge or an IP database (location.ts). */
function unprovableCountries({ applications, location }: Policy): readonly PolicyIssue[] {
  if (location.sources.some((source) => source === "edge" || source === "ip_database")) return [];
  const shown = new Set(Object.values(location.networks).map(({ country }) => country));
  return Object.entries(applications).flatMap(([id, { conditions }]) =>
    (conditions.countries ?? []).flatMap((country, index) =>
      shown.has(country)
        ? []
        : [
            {
              path: ["applications", id, "conditions", "countries", index],
              message:
                "cannot be proved: location.sources has neither edge nor ip_database, and no network is in that country",
              dependsOn: [
                ["location", "sources"],
                ["location", "networks"],
              ],
            },
          ],
    ),
  );
}

function contradictions({ applications, location }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications).flatMap(([id, { conditions }]) => {
    const { countries, networks } = conditions;
    const known = (networks ?? []).filter((name) => Object.hasOwn(location.networks, name));
    if (countries === null || networks === null || known.length < networks.length) return [];
    if (known.some((name) => countries.includes(String(location.networks[name]?.country)))) return [];
    return [
      {
        path: ["applications", id, "conditions", "networks"],
        message: "are all outside `conditions.countries`: nobody is in both, so nobody can launch this",
        dependsOn: [
          ["applications", id, "conditions", "countries"],
          ...known.map((name) => ["location", "networks", name]),
        ],
      },
    ];
  });
}
