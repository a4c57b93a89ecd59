/** Tokens that ask for groups nobody is known by, and fleets whose instances cannot be told apart. */

import { suggestion } from "./closest.ts";
import { laterClaims } from "./first-claims.ts";
import { roleKey } from "./instance-identity.ts";
import type { Policy } from "./policy.ts";
import { placedTokens } from "./policy-check-tokens.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";

export const tokenWarnings = {
  token_group_unknown: unknownGroups,
  instance_role_shared: sharedRoles,
} satisfies PolicyRules;

/** An application may know groups that admit to nothing here; more often the name is misspelt. */
function unknownGroups(policy: Policy): readonly PolicyIssue[] {
  const audiences = [
    policy.operators.helpDesk,
    ...Object.values(policy.applications).map(({ audience }) => audience),
  ];
  const known = audiences.flatMap(({ groups, groupsByProvider = {} }) => [
    ...groups,
    ...Object.values(groupsByProvider).flat(),
  ]);
  return placedTokens(policy).flatMap(({ path, token: { groups, groupsByProvider = {} } }) => {
    const asked = [
      ...groups.map((group, index) => ({ group, path: [...path, "groups", index] })),
      ...Object.entries(groupsByProvider).flatMap(([id, theirs]) =>
        theirs.map((group, index) => ({ group, path: [...path, "groupsByProvider", id, index] })),
      ),
    ];
    return asked
      .filter(({ group }) => !known.includes(group))
      .map((at) => ({
        path: at.path,
        message: `\`${at.group}\` is in no audience of this policy${suggestion(at.group, known)}`,
        dependsOn: [["applications", "*", "audience"], ["operators"]],
      }));
  });
}

function sharedRoles({ fleets }: Policy): readonly PolicyIssue[] {
  const roles = Object.entries(fleets).flatMap(([id, { instances }]) =>
    typeof instances?.roleArn === "string" ? [{ id, key: String(roleKey(instances.roleArn)) }] : [],
  );
  return laterClaims(roles, (later, first) => ({
    path: ["fleets", later.id, "instances", "roleArn"],
    message: `is the role of \`${first.id}\` too: an instance of either may ask for what the other was given`,
  }));
}
