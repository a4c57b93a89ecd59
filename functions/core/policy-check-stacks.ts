/**
 * Applications on one stack have one audience, the same conditions, approval and walls, since the stack lets everyone it
 * admits open all of them.
 */
import { fleetsOf } from "./application-fleets.ts";
import type { ApplicationPolicy, Audience, Conditions, Policy, ResidencyWall } from "./policy.ts";
import type { ApprovalPolicy } from "./policy-approval.ts";
import type { PolicyRules } from "./policy-rules.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { type SharedStack, sharedStacks } from "./shared-stacks.ts";

export const stackRules = {
  audiences_on_one_stack: (policy) =>
    unequal(
      policy,
      "audience",
      onceEach(({ audience }) => audienceKey(audience)),
      ({ region, stack }, first) =>
        `differs from that of \`${first}\`, but both are on the stack ${stack} in ${region}, where a streaming ` +
        "URL opens every application; give them one audience, or a stack each",
    ),
  conditions_on_one_stack: (policy) =>
    unequal(
      policy,
      "conditions",
      onceEach(({ conditions }) => conditionsKey(conditions)),
      ({ region, stack }, first) =>
        `differ from those of \`${first}\`, but a streaming URL for the stack ${stack} in ${region} opens both`,
    ),
  approvals_on_one_stack: (policy) =>
    unequal(
      policy,
      "approval",
      onceEach(({ approval }) => approvalKey(approval ?? null)),
      ({ region, stack }, first) =>
        `differs from that of \`${first}\`, but a streaming URL for the stack ${stack} in ${region} opens both: whoever ` +
        "needs no approval for one would have the other without; ask the same approvers of both, or give them a stack each",
    ),
  walls_on_one_stack: (policy) =>
    unequal(
      policy,
      "fleets",
      (shared) => {
        const walls = wallsAgainst(policy, shared);
        return (_application, id) => JSON.stringify(walls.filter(standsAround(id)).map((wall) => wall.id));
      },
      ({ region, stack }, first) =>
        `share the stack ${stack} in ${region} with \`${first}\`, and a residency wall that this stack is not inside of is ` +
        "around one of the two only: a streaming URL opens both there; name both in the wall, or give them a stack each",
    ),
} satisfies PolicyRules;

type KeyOf = (application: ApplicationPolicy, id: string) => string;

/** Whoever fails the stricter of the two would walk around it through the other application of the stack. */
function unequal(
  policy: Policy,
  field: "audience" | "conditions" | "approval" | "fleets",
  keyAt: (shared: SharedStack) => KeyOf,
  messageFor: (shared: SharedStack, first: string) => string,
): readonly PolicyIssue[] {
  const reported = new Set<string>();
  return sharedStacks(policy).flatMap((shared) => {
    const keyOf = keyAt(shared);
    const [first, ...others] = shared.applications.map(([id, application]) => ({
      id,
      key: keyOf(application, id),
    }));
    const firstId = String(first?.id);
    return others.flatMap(({ id, key }) => {
      if (key === first?.key || reported.has(id)) return [];
      reported.add(id);
      return [
        {
          path: ["applications", id, field],
          message: messageFor(shared, firstId),
          dependsOn: [["applications", firstId, field]],
        },
      ];
    });
  });
}

/** A thousand applications on one stack are compared with the first of them by keys that are made once. */
function onceEach(keyOf: (application: ApplicationPolicy) => string): () => KeyOf {
  const keys = new Map<ApplicationPolicy, string>();
  const known: KeyOf = (application) => {
    const key = keys.get(application) ?? keyOf(application);
    keys.set(application, key);
    return key;
  };
  return () => known;
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

/** The same approvers for as long; how a request is written is each application's own. */
function approvalKey(approval: ApprovalPolicy | null): string {
  return approval === null
    ? "none"
    : JSON.stringify([audienceKey(approval.approvers), approval.grantSeconds]);
}

/** The walls that keep somebody out of a fleet of this stack; a wall that all its fleets are inside is walked around by nobody. */
function wallsAgainst(
  { residency, fleets }: Policy,
  { region, stack, applications }: SharedStack,
): readonly ResidencyWall[] {
  const used = new Set(applications.flatMap(([, application]) => fleetsOf(application)));
  const jurisdictions = Object.entries(fleets)
    .filter(([id, fleet]) => used.has(id) && fleet.region === region && fleet.stack === stack)
    .map(([, { jurisdiction }]) => jurisdiction);
  return residency.walls.filter((wall) => !jurisdictions.every((area) => wall.jurisdictions.includes(area)));
}

function standsAround(id: string): (wall: ResidencyWall) => boolean {
  return ({ applications }) => applications?.includes(id) ?? true;
}
