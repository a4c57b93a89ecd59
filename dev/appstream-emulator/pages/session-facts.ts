/**
 * What a person, or a test, can read about the session on screen.
 * Invariant: the session context itself is never shown, only whether there is one.
 */
import { cityOf } from "../world/region-cities.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { type Html, html } from "./html.ts";

export function sessionFacts(session: EmulatedSession, sessionState: "started" | "reconnected"): Html {
  const contextLength = session.sessionContext.length;
  return html`<aside class="facts" aria-labelledby="facts-heading">
<h2 id="facts-heading">This session</h2>
<dl>
${fact("State", html`<span class="badge ${sessionState}" data-testid="session-state">${sessionState}</span>`)}
${fact("User", html`<span data-testid="user-id">${session.userId}</span>`)}
${fact("Region", html`${cityOf(session.region)} <code data-testid="region">${session.region}</code>`)}
${fact("Stack", html`<code data-testid="stack">${session.stack}</code>`)}
${fact("Fleet", html`<code data-testid="fleet">${session.fleet}</code>`)}
${fact("Instance", html`<code>${session.instanceId}</code>`)}
${fact("Session", html`<code data-testid="session-id">${session.id}</code>`)}
${fact(
  "Session context",
  html`<span data-testid="session-context">${contextLength > 0 ? "present" : "absent"}</span>${
    contextLength > 0 ? html` <span class="quiet">${contextLength} characters</span>` : ""
  }`,
)}
</dl>
</aside>`;
}

function fact(term: string, description: Html): Html {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}
