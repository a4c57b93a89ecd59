/**
 * The first sentences: what was decided, and where it was a refusal, why. A table, exhaustive by type: a new reason
 * without words for it does not compile.
 */
import type { DecisionReason } from "./decision.ts";
import { countryText, listed, moment, quoted, span } from "./plain-words.ts";
import type { Audience } from "./policy.ts";
import type { IndexedApplication } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import type { Evidence } from "./refusal.ts";

export interface RefusalFacts {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly applicationId: string;
  /** Undefined where the policy does not have it. */
  readonly application: IndexedApplication | undefined;
  readonly principal: Pick<Principal, "identityProvider" | "groups">;
  readonly evidence: Evidence;
}

const REFUSED: Readonly<Record<DecisionReason, (facts: RefusalFacts) => string>> = {
  application_unknown: ({ applicationId }) => `The policy has no application \`${applicationId}\`.`,
  not_in_audience: (facts) =>
    `They are not in its audience, which is ${audienceText(facts.application?.application.audience)}; ${groupsText(facts.principal)}.`,
  mfa_required: () => "It asks for a second factor, and nothing proves that their sign-in had one.",
  network_not_allowed: ({ application, evidence: { network } }) =>
    `It may be used from ${allowed(application?.networks, quoted)} only, and their address is in ${network === null ? "no network that the policy names" : `\`${network}\``}.`,
  outside_hours: ({ at, evidence: { days, from, until, timeZone } }) =>
    `It is open on ${String(days).replaceAll(" ", ", ")} from ${from} to ${until} (${timeZone}), and this is ${moment(at)}.`,
  country_not_allowed: ({ application, evidence: { presentIn } }) =>
    `It may be used from ${allowed(application?.countries, (codes) => [...codes].map(countryText))} only, and ${presentIn === null ? "no network or trusted edge says where their connection comes from" : `their connection comes from ${countryText(String(presentIn))}`}.`,
  outside_residency_wall: () => "Every fleet of it is outside a wall that stands around them.",
  approval_required: ({ application }) =>
    `It opens only while an approval is in force that somebody else gave them, and none is known; approvers are ${audienceText(application?.application.approval?.approvers)}.`,
  approval_store_unavailable: () =>
    "It opens only with an approval, and the table of approvals did not answer: it stays closed.",
  no_fleet_open: () =>
    "None of the fleets that they may use takes anybody, and none comes back by itself: somebody has to look after them.",
  in_maintenance: () => "Every fleet that they may use is in maintenance.",
  no_streaming_url: () =>
    "A portal or an embedding page asked, which needs a streaming URL, and only fleets are left that are reached by federation: they can open it at its own link.",
  session_limit_reached: ({ evidence: { of, limit, held } }) =>
    `They have ${held} ${of === "person" ? "streaming sessions" : "sessions of it"}, and one person may have ${limit} at the same time${of === "person" ? " (`limits.concurrentSessions`)" : " (`use.concurrentSessions`)"}; a launch under way and a session that AppStream could not be asked about count.`,
  time_budget_spent: ({ evidence: { seconds, period, renewsAt, timeZone } }) =>
    `Their time for this ${period} is spent: ${span(Number(seconds))} (\`use.budget\`). It begins anew at ${moment(Number(renewsAt))}, which is midnight in ${timeZone}.`,
};

export function refusalSentence(reason: DecisionReason, facts: RefusalFacts): string {
  return REFUSED[reason](facts);
}

function allowed(
  values: ReadonlySet<string> | null | undefined,
  words: (values: Iterable<string>) => readonly string[],
): string {
  return values === null || values === undefined || values.size === 0 ? "nowhere" : listed(words(values));
}

function audienceText(audience: Audience | undefined): string {
  const { groups = [], groupsByProvider = {}, subjects = [] } = audience ?? {};
  const people = subjects.length === 1 ? "one person by name" : `${subjects.length} people by name`;
  const parts = [
    ...quoted(groups),
    ...Object.entries(groupsByProvider).flatMap(([provider, names]) =>
      names.map((name) => `\`${name}\` of ${provider}`),
    ),
    ...(subjects.length === 0 ? [] : [people]),
  ];
  return parts.length === 0 ? "nobody" : listed(parts);
}

function groupsText({ identityProvider, groups }: RefusalFacts["principal"]): string {
  return groups.length === 0
    ? `${identityProvider} names no group of theirs that the policy knows`
    : `by ${identityProvider} they are in ${listed(quoted(groups))}`;
}
