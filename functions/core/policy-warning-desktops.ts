/** The desktop is one application, whatever it is called here: whoever starts it has all that the image holds. */
import type { Policy } from "./policy.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { sharedStacks } from "./shared-stacks.ts";
import { DESKTOP } from "./streaming-request.ts";

export const desktopWarnings = {
  desktop_twice: desktopsTwice,
  desktop_misspelt: misspelt,
} satisfies PolicyRules;

function desktopsTwice(policy: Policy): readonly PolicyIssue[] {
  const reported = new Set<string>();
  return sharedStacks(policy).flatMap(({ region, stack, applications }) => {
    const [first, ...others] = applications.filter(
      ([, { appstreamApplication }]) => appstreamApplication === DESKTOP,
    );
    return others.flatMap(([id]) => {
      if (reported.has(id)) return [];
      reported.add(id);
      return [
        {
          path: ["applications", id, "appstreamApplication"],
          message: `starts the same desktop as \`${first?.[0]}\`, on the stack ${stack} in ${region}; give each a stack and fleet of its own, or make them one application`,
          dependsOn: [["applications", String(first?.[0]), "appstreamApplication"]],
        },
      ];
    });
  });
}

/** AppStream compares exactly, and would look for an application of that name. */
function misspelt({ applications }: Policy): readonly PolicyIssue[] {
  return Object.entries(applications)
    .filter(
      ([, { appstreamApplication: name }]) =>
        name !== DESKTOP && name.toLowerCase() === DESKTOP.toLowerCase(),
    )
    .map(([id]) => ({
      path: ["applications", id, "appstreamApplication"],
      message: `is not \`${DESKTOP}\`, which is how AppStream spells the desktop; is an application called so?`,
    }));
}
