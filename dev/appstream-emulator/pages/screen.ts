/**
 * The picture in the middle of the stream: one application's window, or a desktop with its applications.
 * What the window holds is a drawing, hidden from assistive technology; the names in it are real.
 */
import type { EmulatedApplication, EmulatedFleet } from "../world/emulated-fleet.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { type Html, html } from "./html.ts";

/** The widths of the bars in the drawn table, row by row. */
const TABLE_ROWS = [
  ["long", "short", "middling", "short"],
  ["middling", "middling", "short", "long"],
  ["long", "short", "middling", "middling"],
  ["middling", "short", "long", "short"],
];

/** What is on the screen, by the name a person knows it by. */
export interface Screen {
  readonly title: string;
  readonly picture: Html;
}

export function screenFor(fleet: EmulatedFleet, applicationId: string): Screen {
  const application = fleet.applications.find((candidate) => candidate.name === applicationId);
  if (application !== undefined)
    return { title: application.displayName, picture: applicationWindow(application) };
  const title = fleet.streamView === "DESKTOP" ? "Desktop" : "Application catalog";
  return { title, picture: desktop(title, fleet.applications) };
}

function applicationWindow({ displayName }: EmulatedApplication): Html {
  return html`<section class="screen" aria-label="Streamed screen">
<div class="window">
<div class="titlebar"><span class="tile small" aria-hidden="true">${initials(displayName)}</span>
<h1 data-testid="application">${displayName}</h1>
<span class="controls" aria-hidden="true"><i></i><i></i><i></i></span></div>
<div class="drawing" aria-hidden="true">
<div class="rail"><b></b><i></i><i></i><i></i><i></i><i></i></div>
<div class="sheet">
<div class="cards"><div><i></i><b></b></div><div><i></i><b></b></div><div><i></i><b></b></div></div>
<svg class="chart" viewBox="0 0 600 120" preserveAspectRatio="none">
<path class="area" d="M0 92 60 78 120 84 180 60 240 66 300 44 360 52 420 34 480 40 540 22 600 28V120H0Z"/>
<path class="line" d="M0 92 60 78 120 84 180 60 240 66 300 44 360 52 420 34 480 40 540 22 600 28"/></svg>
<div class="rows">${TABLE_ROWS.map((row) => html`<div>${row.map((width) => html`<i class="${width}"></i>`)}</div>`)}</div>
</div>
</div>
</div>
</section>`;
}

/** What really runs on the instance, in a frame that reloads by itself while the stream stays. */
export function instanceScreen(title: string, { id, region }: EmulatedSession): Screen {
  return {
    title,
    picture: html`<section class="screen" aria-label="Streamed screen">
<div class="window">
<div class="titlebar"><span class="tile small" aria-hidden="true">${initials(title)}</span>
<h1 data-testid="application">${title}</h1>
<span class="controls" aria-hidden="true"><i></i><i></i><i></i></span></div>
<iframe title="What is on the instance's screen" src="/${region}/instance?session=${id}"></iframe>
</div>
</section>`,
  };
}

function desktop(title: string, applications: readonly EmulatedApplication[]): Html {
  return html`<section class="screen wallpaper" aria-label="Streamed screen">
<h1 class="desktop-title" data-testid="application">${title}</h1>
<ul class="icons" data-testid="applications" aria-label="Applications">
${applications.map(
  ({ displayName }) =>
    html`<li><span class="tile" aria-hidden="true">${initials(displayName)}</span><span>${displayName}</span></li>`,
)}
</ul>
<div class="taskbar" aria-hidden="true"><b></b>${applications.map(
    ({ displayName }) => html`<span class="tile small">${initials(displayName)}</span>`,
  )}</div>
</section>`;
}

function initials(displayName: string): string {
  const words = displayName.split(/\s+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}
