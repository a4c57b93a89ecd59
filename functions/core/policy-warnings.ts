/**
 * What a policy may say but probably does not mean. Warnings never stop a deployment.
 */
import type { ApplicationPolicy, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { sharedStacks } from "./shared-stacks.ts";

/** A streaming URL is a bearer credential for as long as it may be opened. */
const LONG_VALIDITY_SECONDS = 300;

export function policyWarnings(policy: Policy): readonly PolicyIssue[] {
  const provesMfa = Object.values(policy.identityProviders).some((provider) => provider.claims.mfa !== null);
  const ofApplications = Object.entries(policy.applications).flatMap(([id, application]) =>
    warningsOf(application, provesMfa).map(([field, message]) => ({
      path: ["applications", id, ...field],
      message,
    })),
  );
  return [...ofApplications, ...unequalConditions(policy)];
}

type FieldWarning = readonly [field: readonly string[], message: string];

function warningsOf(application: ApplicationPolicy, provesMfa: boolean): readonly FieldWarning[] {
  const { audience, conditions, fleets, validitySeconds } = application;
  const warnings: readonly (FieldWarning | false)[] = [
    audience.groups.length + audience.subjects.length === 0 && [
      ["audience"],
      "is empty: nobody can launch this",
    ],
    fleets.length === 1 && [["fleets"], "names one fleet: when it fails there is no other to try"],
    validitySeconds > LONG_VALIDITY_SECONDS && [
      ["validitySeconds"],
      `is over ${LONG_VALIDITY_SECONDS}: whoever gets hold of the URL can open it for that long`,
    ],
    conditions.mfa &&
      !provesMfa && [
        ["conditions", "mfa"],
        "is required, but no identity provider has `claims.mfa`: nobody can prove it, so nobody can launch this",
      ],
  ];
  return warnings.filter((warning) => warning !== false);
}

/** The stricter conditions can be walked around through the other application of the stack. */
function unequalConditions(policy: Policy): readonly PolicyIssue[] {
  return sharedStacks(policy).flatMap(({ region, stack, applications }) => {
    const [first, ...others] = applications;
    return others
      .filter(([, { conditions }]) => JSON.stringify(conditions) !== JSON.stringify(first?.[1].conditions))
      .map(([id]) => ({
        path: ["applications", id, "conditions"],
        message: `differ from those of \`${first?.[0]}\`, but a streaming URL for the stack ${stack} in ${region} opens both`,
      }));
  });
}
