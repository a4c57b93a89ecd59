/** What the moment, and no rule, had to say: waiting, the person's sessions, maintenance, a class, Regions at rest. */
import type { ClassWindow, ExplainedDrain, ExplainedSession } from "./explanation.ts";
import { listed, moment, quoted, span } from "./plain-words.ts";
import type { IndexedApplication, PolicyIndex } from "./policy-index.ts";
import type { Drain, Situation } from "./situation.ts";
import type { Waiting, WaitReason } from "./waiting.ts";

const WAITED_FOR: Readonly<Record<WaitReason, string>> = {
  fleet_starting: "a fleet is starting",
  fleet_full: "every place is taken",
  region_resting: "AppStream itself is failing where they may go",
};

export function waitingSentences({ reason, usualSeconds: [from, to], offers }: Waiting): readonly string[] {
  const least = span(from);
  const most = span(to);
  return [
    `The waiting page keeps their place and goes on by itself: ${WAITED_FOR[reason]}, which usually takes ${least} to ${most}.`,
    ...(offers.length === 0 ? [] : [`It offers them ${listed(quoted(offers), "or")} if they say yes.`]),
  ];
}

export function sessionData({ sessions }: Situation): readonly ExplainedSession[] {
  return sessions.map(({ sessionId: _, ...session }) => session);
}

export function sessionSentences(sessions: readonly ExplainedSession[]): readonly string[] {
  return sessions.map(({ fleet, application, state, isConnected, expiresAt }) => {
    const what = `a session of \`${application}\` on \`${fleet}\``;
    if (state === "unconfirmed")
      return `They may have ${what}: a launch went there, and AppStream was not heard.`;
    if (state === "reserved")
      return `A place on \`${fleet}\` is theirs for \`${application}\`: they were given its URL a moment ago.`;
    const screen = isConnected === null ? "" : isConnected ? ", on a screen now" : ", on no screen now";
    const end = expiresAt === null ? "" : `; AppStream ends it at ${moment(expiresAt)}`;
    return `They have ${what}${screen}${end}.`;
  });
}

/** Of the application's own fleets: the policy's, and those by command. */
export function drainData(
  index: PolicyIndex | undefined,
  { drains }: Situation,
  fleets: readonly string[],
  at: number,
): readonly ExplainedDrain[] {
  const row = (fleet: string, drain: Drain | undefined, by: ExplainedDrain["by"]): ExplainedDrain[] =>
    drain === undefined ? [] : [{ fleet, ...drain, by, isInForce: at < drain.until }];
  return fleets.flatMap((fleet) => [
    ...row(fleet, index?.drains.get(fleet), "policy"),
    ...row(fleet, drains.get(fleet), "command"),
  ]);
}

/** The fleets' own sentences say the drains that dropped them; these are the others. */
export function drainSentences(
  drains: readonly ExplainedDrain[],
  said: ReadonlySet<string>,
): readonly string[] {
  return drains
    .filter(({ fleet, isInForce }) => isInForce && !said.has(fleet))
    .map(
      ({ fleet, owner, reason, until, by }) =>
        `\`${fleet}\` takes no new session until ${moment(until)}, by ${by === "policy" ? "the policy" : "an operator's command"}: ${reason} (${owner}).`,
    );
}

/** `starts` counts, `ends` does not. */
export function classWindowAt(application: IndexedApplication | undefined, at: number): ClassWindow | null {
  return application?.classes.find(({ starts, ends }) => starts <= at && at < ends) ?? null;
}

export function classSentences(window: ClassWindow | null): readonly string[] {
  if (window === null) return [];
  const { name, people, starts, ends } = window;
  return [
    `The class "${name}" is on, from ${moment(starts)} to ${moment(ends)}: ${people} people are expected at once.`,
  ];
}
