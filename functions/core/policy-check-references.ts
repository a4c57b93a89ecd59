/**
 * Every id that a rule mentions exists, so that no rule is silently about nothing.
 */
import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const referenceRules = {
  unknown_reference: unknownReferences,
  wall_id_twice: wallsTwice,
} satisfies PolicyRules;

type Path = PolicyIssue["path"];

function unknownReferences(policy: Policy): readonly PolicyIssue[] {
  const { applications, fleets, identityProviders, preferences, residency } = policy;
  const networks = policy.location.networks;
  const ofApplications = Object.entries(applications).flatMap(([id, application]) => {
    const here = ["applications", id];
    return [
      ...missing([...here, "fleets"], application.fleets, fleets, "fleets"),
      ...missing(
        [...here, "conditions", "networks"],
        application.conditions.networks,
        networks,
        "location.networks",
      ),
      ...Object.keys(application.audience.groupsByProvider ?? {}).flatMap((provider) =>
        absent(
          [...here, "audience", "groupsByProvider", provider],
          provider,
          identityProviders,
          "identityProviders",
        ),
      ),
      ...application.audience.subjects.flatMap(({ identityProvider }, index) =>
        absent(
          [...here, "audience", "subjects", index, "identityProvider"],
          identityProvider,
          identityProviders,
          "identityProviders",
        ),
      ),
    ];
  });
  const ofProviders = Object.entries(identityProviders).flatMap(([id, provider]) => {
    const named = provider.protocol === "saml" ? provider.idpInitiated?.applications : undefined;
    const path = ["identityProviders", id, "idpInitiated", "applications"];
    return missing(path, named ?? null, applications, "applications");
  });
  const ofWalls = residency.walls.flatMap((wall, index) =>
    missing(["residency", "walls", index, "applications"], wall.applications, applications, "applications"),
  );
  const ofPreferences = preferences.flatMap((preference, index) => [
    ...missing(["preferences", index, "applications"], preference.applications, applications, "applications"),
    ...missing(["preferences", index, "fleets"], preference.fleets, fleets, "fleets"),
  ]);
  return [...ofApplications, ...ofProviders, ...ofWalls, ...ofPreferences];
}

function wallsTwice({ residency }: Policy): readonly PolicyIssue[] {
  return laterClaims(
    residency.walls.map((wall, index) => ({ key: wall.id, index })),
    ({ index, key }) => ({
      path: ["residency", "walls", index, "id"],
      message: `must be unique; \`${key}\` is an earlier wall`,
    }),
  );
}

function missing(
  path: Path,
  ids: readonly string[] | null,
  known: object,
  section: string,
): readonly PolicyIssue[] {
  return (ids ?? []).flatMap((id, index) => absent([...path, index], id, known, section));
}

/** Own keys only: an id such as `constructor` is on every object's prototype. */
function absent(path: Path, id: string, known: object, section: string): readonly PolicyIssue[] {
  if (Object.hasOwn(known, id)) return [];
  const message = `\`${id}\` is not in ${section}${suggestion(id, Object.keys(known))}`;
  return [{ path, message, dependsOn: [[...section.split("."), id]] }];
}
