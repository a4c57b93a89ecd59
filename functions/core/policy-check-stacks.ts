/**
 * Applications on one stack have one audience, since the stack lets everyone it admits open all of them.
 */
import type { Audience, Conditions, Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { type SharedStack, sharedStacks } from "./shared-stacks.ts";

export const stackRules = {
  audiences_on_one_stack: (policy) =>
    unequal(
      policy,
      "audience",
      ({ audience }) => audienceKey(audience),
      ({ region, stack }, first) =>
        `differs from that of \`${first}\`, but both are on the stack ${stack} in ${region}, where a streaming ` +
        "URL opens every application; give them one audience, or a stack each",
    ),
  conditions_on_one_stack: (policy) =>
    unequal(
      policy,
      "conditions",
      ({ conditions }) => conditionsKey(conditions),
      ({ region, stack }, first) =>
        `differ from those of \`${first}\`, but a streaming URL for the stack ${stack} in ${region} opens both`,
    ),
} satisfies PolicyRules;

/** Whoever fails the stricter of the two would walk around it through the other application of the stack. */
function unequal(
  policy: Policy,
  field: "audience" | "conditions",
  keyOf: (application: SharedStack["applications"][number][1]) => string,
  messageFor: (shared: SharedStack, first: string) => string,
): readonly PolicyIssue[] {
  const keys = new Map(
    Object.entries(policy.applications).map(([id, application]) => [id, keyOf(application)]),
  );
  const reported = new Set<string>();
  return sharedStacks(policy).flatMap((shared) => {
    const [first, ...others] = shared.applications.map(([id]) => id);
    return others.flatMap((id) => {
      if (keys.get(id) === keys.get(String(first)) || reported.has(id)) return [];
      reported.add(id);
      return [
        {
          path: ["applications", id, field],
          message: messageFor(shared, String(first)),
          dependsOn: [["applications", String(first), field]],
        },
      ];
    });
  });
}

/** The same people, whatever the order they are written in. */
function audienceKey({ groups, groupsByProvider = {}, subjects }: Audience): string {
  return JSON.stringify([
    groups.toSorted(),
    Object.entries(groupsByProvider)
      .flatMap(([provider, named]) => named.map((group) => JSON.stringify([provider, group])))
      .toSorted(),
    subjects.map(({ identityProvider, subject }) => JSON.stringify([identityProvider, subject])).toSorted(),
  ]);
}

/** The same demands, whatever the order they are written in. */
function conditionsKey({ mfa, networks, hours, countries }: Conditions): string {
  const times = hours && { ...hours, days: hours.days.toSorted() };
  return JSON.stringify([mfa, networks?.toSorted(), times, countries?.toSorted()]);
}
