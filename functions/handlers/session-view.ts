/** A person's sessions as their cards show them. */
import { launchPath } from "../core/intent.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { SessionCard } from "../http/session-cards.ts";
import type { OwnSessionCard } from "../http/sessions-page.ts";
import type { OwnSession } from "../people/own-sessions.ts";

export function sessionCard(index: PolicyIndex, session: OwnSession): SessionCard {
  const { id, region, state, isConnected, startedAt, expiresAt } = session;
  const application = index.applications.get(session.application)?.application.name;
  return { id, application, region, state, isConnected, startedAt, expiresAt };
}

/** With the launch that goes back to the session, where the policy still has its application. */
export function ownSessionCard(index: PolicyIndex, session: OwnSession): OwnSessionCard {
  const card = sessionCard(index, session);
  const { application } = session;
  const launch = { application, context: undefined, client: "web" } as const;
  return { ...card, resumeHref: card.application && launchPath(launch) };
}
