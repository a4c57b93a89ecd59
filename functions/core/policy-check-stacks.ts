/**
 * Applications on one stack have one audience, since the stack lets everyone it admits open all of them.
 */
import type { Audience, Policy } from "./policy.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { sharedStacks } from "./shared-stacks.ts";

export function checkSharedStacks(policy: Policy): readonly PolicyIssue[] {
  const faults = [...unequalAudiences(policy), ...unequalConditions(policy)];
  return [...new Map(faults.map((fault) => [fault.path.join(" "), fault])).values()];
}

/** Whoever fails the stricter conditions would walk around them through the other application of the stack. */
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

function unequalAudiences(policy: Policy): readonly PolicyIssue[] {
  const reported = new Set<string>();
  return sharedStacks(policy).flatMap(({ region, stack, applications }) => {
    const [first, ...others] = applications.map(([id, { audience }]) => ({
      id,
      audience: audienceKey(audience),
    }));
    return others.flatMap((other) => {
      const pair = `${first?.id} ${other.id}`;
      if (other.audience === first?.audience || reported.has(pair)) return [];
      reported.add(pair);
      return [
        {
          path: ["applications", other.id, "audience"],
          message:
            `differs from that of \`${first?.id}\`, but both are on the stack ${stack} in ${region}, where a streaming ` +
            "URL opens every application; give them one audience, or a stack each",
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
