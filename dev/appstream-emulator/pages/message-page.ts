/**
 * A page that has one thing to say:
 * a link that cannot be opened, or a session that is over.
 */
import { html } from "./html.ts";
import type { Page } from "./page.ts";

export interface Message {
  readonly status: number;
  /** Stable, for tests: the page's `data-testid`. */
  readonly id: string;
  readonly heading: string;
  readonly text: string;
  readonly tone: "calm" | "trouble";
}

export function messagePage({ status, id, heading, text, tone }: Message): Page {
  return {
    status,
    title: heading,
    body: html`<main class="message ${tone}" data-testid="${id}">
<div class="mark" aria-hidden="true"></div>
<h1>${heading}</h1>
<p>${text}</p>
<p class="note">Emulated AppStream 2.0, for local work.</p>
</main>`,
  };
}
