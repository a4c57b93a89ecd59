/**
 * The running session: a toolbar, the streamed screen,
 * and the facts of the session beside it.
 */
import type { EmulatedFleet } from "../world/emulated-fleet.ts";
import { cityOf } from "../world/region-cities.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./page.ts";
import { instanceScreen, screenFor } from "./screen.ts";
import { sessionFacts } from "./session-facts.ts";

const DRAWN = "The screen is a drawing: no application runs behind it.";
const RUNS =
  "The launcher runs on this computer as it would on an instance; the screen takes no keys and no mouse.";

export function streamPage(
  session: EmulatedSession,
  fleet: EmulatedFleet,
  sessionState: "started" | "reconnected",
  runsSoftware: boolean,
): Page {
  const drawn = screenFor(fleet, session.applicationId);
  const screen = runsSoftware ? instanceScreen(drawn.title, session) : drawn;
  return {
    status: 200,
    ...(runsSoftware && { contentPolicy: "frame-src 'self'; frame-ancestors 'none'" }),
    title: `${screen.title} · ${cityOf(session.region)}`,
    body: html`<header class="toolbar">
<p class="place"><span class="pulse" aria-hidden="true"></span>
<span>Streaming from <strong>${cityOf(session.region)}</strong></span></p>
<nav aria-label="Session">
${sessionButton(session, "disconnect", "Disconnect", "quiet-button")}
${sessionButton(session, "end", "End session", "end-button")}
</nav>
</header>
<main class="stream">
${screen.picture}
${sessionFacts(session, sessionState)}
</main>
<footer>Emulated AppStream 2.0, for local work. ${runsSoftware ? RUNS : DRAWN}</footer>`,
  };
}

/** The session id is what entitles the form: it stands on this page and nowhere else in the browser. */
function sessionButton(
  session: EmulatedSession,
  action: "disconnect" | "end",
  label: string,
  look: string,
): Html {
  return html`<form method="post" action="/${session.region}/${action}">
<input type="hidden" name="sessionId" value="${session.id}">
<button class="${look}" type="submit">${label}</button></form>`;
}
