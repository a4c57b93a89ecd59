/**
 * What a policy may say but probably does not mean. Warnings never stop a deployment.
 */
import type { ApplicationPolicy, Audience, IdentityProviderPolicy, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";

/** A streaming URL is a bearer credential for as long as it may be opened. */
const LONG_VALIDITY_SECONDS = 300;

export function policyWarnings(policy: Policy): readonly PolicyIssue[] {
  const ofApplications = Object.entries(policy.applications).flatMap(([id, application]) =>
    warningsOf(application, policy.identityProviders).map(([field, message]) => ({
      path: ["applications", id, ...field],
      message,
    })),
  );
  return [...ofApplications, ...homelessPeople(policy)];
}

function homelessPeople({ identityProviders, residency }: Policy): readonly PolicyIssue[] {
  if (residency.follows !== "home") return [];
  return Object.entries(identityProviders)
    .filter(([, { claims }]) => claims.country === null)
    .map(([id]) => ({
      path: ["identityProviders", id, "claims", "country"],
      message: "is not mapped, and walls follow home: every wall covers this provider's people",
    }));
}

type FieldWarning = readonly [field: readonly string[], message: string];

type Providers = Readonly<Record<string, IdentityProviderPolicy>>;

function warningsOf(application: ApplicationPolicy, providers: Providers): readonly FieldWarning[] {
  const { audience, conditions, fleets, validitySeconds } = application;
  const warnings: readonly (FieldWarning | false)[] = [
    isEmpty(audience) && [["audience"], "is empty: nobody can launch this"],
    fleets.length === 1 && [["fleets"], "names one fleet: when it fails there is no other to try"],
    validitySeconds > LONG_VALIDITY_SECONDS && [
      ["validitySeconds"],
      `is over ${LONG_VALIDITY_SECONDS}: whoever gets hold of the URL can open it for that long`,
    ],
    conditions.mfa &&
      !admittingProviders(audience, providers).some(({ claims }) => claims.mfa !== null) && [
        ["conditions", "mfa"],
        "is required, but no identity provider of its audience has `claims.mfa`: nobody can prove it, so nobody can launch this",
      ],
  ];
  return warnings.filter((warning) => warning !== false);
}

/** Groups without a provider are those of the only one. */
function admittingProviders(
  { groups, groupsByProvider = {}, subjects }: Audience,
  providers: Providers,
): readonly IdentityProviderPolicy[] {
  const named = [...Object.keys(groupsByProvider), ...subjects.map((subject) => subject.identityProvider)];
  return Object.entries(providers)
    .filter(([id]) => groups.length > 0 || named.includes(id))
    .map(([, provider]) => provider);
}

function isEmpty({ groups, groupsByProvider = {}, subjects }: Audience): boolean {
  return [...groups, ...Object.values(groupsByProvider).flat(), ...subjects].length === 0;
}
