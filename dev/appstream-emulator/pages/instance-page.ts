/**
 * What is on the instance's screen, as a page inside the stream: the picture of its display, and what the launcher did.
 * It reloads itself, without a script.
 */

import type { InstanceView } from "../world/instance-software.ts";
import type { EmulatedSession } from "../world/streaming-session.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./page.ts";

const RELOAD_SECONDS = 1;

export function instancePage({ id, region }: EmulatedSession, view: InstanceView): Page {
  const picture = view.hasPicture
    ? html`<img src="/${region}/picture?session=${id}" alt="The display of the instance" data-testid="picture">`
    : drawing(view);
  return {
    status: 200,
    title: "The instance",
    contentPolicy: "img-src 'self'; frame-ancestors 'self'",
    headers: { Refresh: String(RELOAD_SECONDS) },
    body: html`<main class="instance">${picture}
<p class="launcher ${view.state}" role="status">Launcher:
<strong data-testid="launcher">${view.state}</strong>${said(view)}</p></main>`,
  };
}

function said({ reason, reference, window }: InstanceView): Html {
  if (reason === undefined) return html` in ${window}`;
  return html`, <code data-testid="launcher-reason">${reason}</code>${
    reference === undefined
      ? ""
      : html`, reference <code data-testid="launcher-reference">${reference}</code>`
  }`;
}

function drawing({ heading, window }: InstanceView): Html {
  return html`<div class="readable"><p data-testid="heading">${heading ?? ""}</p>
<p class="quiet">${window}: there is no picture of it.</p></div>`;
}
