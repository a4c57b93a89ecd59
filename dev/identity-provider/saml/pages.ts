/**
 * PURE: the pages that only the SAML identity provider has: "my apps", the form that carries a response, signed out.
 * Invariant: every value is escaped, and the one script there is submits the form that is on the page.
 */

import { escapeHtml, page, pageHeaders } from "../sign-in-page.ts";

const SUBMIT = "document.forms[0].submit();";

/** Of `responsePage` only. */
export const RESPONSE_PAGE_HEADERS = pageHeaders(SUBMIT);

export interface TileLink {
  readonly label: string;
  readonly href: string;
}

export function tilesPage(name: string, tiles: readonly TileLink[]): string {
  const list =
    tiles.length === 0
      ? "<p>No application has been assigned to you.</p>"
      : `<ul class="tiles">${tiles.map(tileItem).join("")}</ul>`;
  return page(
    `<p>Signed in as <strong>${escapeHtml(name)}</strong></p>
    ${list}
    <p><a href="/logout">Sign out</a></p>`,
    "my apps",
  );
}

/** Posts itself; without scripts, the person does. */
export function responsePage(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    `<form method="post" action="${escapeHtml(action)}">
      ${inputs.join("\n      ")}
      <p role="status">Taking you to the application …</p>
      <noscript><div class="actions"><button>Continue</button></div></noscript>
    </form>
    <script>${SUBMIT}</script>`,
  );
}

/** `unconfirmed`: the names of those that may still think the person is there. */
export function signedOutPage(unconfirmed: readonly string[]): string {
  const warning =
    unconfirmed.length === 0
      ? ""
      : `<p class="fault" role="alert">Not confirmed by ${escapeHtml(unconfirmed.join(", "))}: close the browser.</p>`;
  return page(
    `${warning}
    <p role="status">You are signed out.</p>
    <p><a href="/">Sign in again</a></p>`,
    "signed out",
  );
}

export function cancelledPage(): string {
  return page(
    `<p role="status">You have cancelled the sign-in.</p>
    <p><a href="/">Sign in</a></p>`,
  );
}

function tileItem({ label, href }: TileLink): string {
  const initial = [...label][0] ?? "";
  return `<li><a href="${escapeHtml(href)}"><span aria-hidden="true">${escapeHtml(initial)}</span>
    ${escapeHtml(label)}</a></li>`;
}
