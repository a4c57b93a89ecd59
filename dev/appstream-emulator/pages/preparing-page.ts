/**
 * The wait for an instance, which On-Demand and Elastic fleets have.
 * The page reloads itself, without a script, until the session is ACTIVE.
 */
import { cityOf } from "../world/region-cities.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { html } from "./html.ts";
import type { Page } from "./page.ts";

const RELOAD_SECONDS = 1;

export function preparingPage(session: EmulatedSession): Page {
  return {
    status: 200,
    title: "Preparing your session",
    headers: { Refresh: String(RELOAD_SECONDS) },
    body: html`<main class="message calm" data-testid="preparing-session" aria-busy="true">
<div class="mark waiting" aria-hidden="true"></div>
<h1>Preparing your session</h1>
<p>An instance is starting in ${cityOf(session.region)}. This page goes on by itself.</p>
<p class="note">Session <span data-testid="session-id">${session.id}</span>,
<span data-testid="session-state">pending</span>. Emulated AppStream 2.0, for local work.</p>
</main>`,
  };
}
