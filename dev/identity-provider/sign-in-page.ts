/**
 * PURE: the pages that both identity providers show: sign-in, and what went wrong.
 * Invariant: every value is escaped, nothing is loaded from anywhere, and no script runs but one that is named.
 */

import { createHash } from "node:crypto";
import type { DemoPerson } from "./people.ts";
import { STYLE } from "./sign-in-style.ts";

export interface SignInPage {
  /** Where the form posts to. */
  readonly action: string;
  /** Kept after a wrong password. */
  readonly username: string;
  readonly isRefused: boolean;
  readonly people: readonly DemoPerson[];
}

/**
 * With one inline script at most, allowed by its hash. No `form-action`: Chromium applies it to every redirect after
 * the POST, and these lead to the relying party and from there to wherever it sends the person next.
 */
export function pageHeaders(inlineScript?: string) {
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(STYLE)}`,
    ...(inlineScript === undefined ? [] : [`script-src ${hashSource(inlineScript)}`]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  } as const;
}

export const PAGE_HEADERS = pageHeaders();

export function signInPage({ action, username, isRefused, people }: SignInPage): string {
  const fault = isRefused ? `aria-invalid="true" aria-describedby="fault"` : "";
  return page(
    `<form method="post" action="${escapeHtml(action)}">
      ${isRefused ? `<p class="fault" id="fault" role="alert">Wrong user name or password</p>` : ""}
      <label for="username">User name</label>
      <input id="username" name="username" value="${escapeHtml(username)}" autocomplete="username"
        autocapitalize="none" spellcheck="false" required autofocus ${fault}>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required ${fault}>
      <div class="actions">
        <button name="action" value="sign-in">Sign in</button>
        <button name="action" value="cancel" class="quiet" formnovalidate>Cancel</button>
      </div>
    </form>
    <section aria-labelledby="people">
      <h2 id="people">People of this demo</h2>
      <div class="scroll" role="region" aria-labelledby="people" tabindex="0">
        <table>
          <thead><tr><th scope="col">User name</th><th scope="col">Password</th><th scope="col">Who</th></tr></thead>
          <tbody>${people.map(personRow).join("")}</tbody>
        </table>
      </div>
    </section>`,
  );
}

export function faultPage(message: string): string {
  return page(`<p class="fault" role="alert">${escapeHtml(message)}</p>
    <p>Go back to the application you came from and start again.</p>`);
}

function personRow({ username, password, description }: DemoPerson): string {
  return `<tr><th scope="row"><code>${escapeHtml(username)}</code></th><td><code>${escapeHtml(password)}</code></td>
    <td>${escapeHtml(description)}</td></tr>`;
}

/** A whole page of the bank around HTML that is already escaped. */
export function page(main: string, subtitle = "staff sign-in"): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Northwind Bank – ${escapeHtml(subtitle)}</title>
  <style>${STYLE}</style>
</head>
<body>
  <main>
    <h1><span>Northwind Bank</span> – ${escapeHtml(subtitle)}</h1>
    ${main}
  </main>
</body>
</html>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

function hashSource(inline: string): string {
  return `'sha256-${createHash("sha256").update(inline).digest("base64")}'`;
}
