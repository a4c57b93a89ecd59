/** The frame of the bank's pages, a desk that knows who sits at it, and a closed door. No script, one style sheet. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Html, html } from "../appstream-emulator/pages/html.ts";
import type { SignedIn } from "./signed-in.ts";

const STYLE = readFileSync(new URL("./desk.css", import.meta.url), "utf8");
/** CSP source of the one style sheet. */
export const STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

export const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src ${STYLE_SOURCE}; frame-ancestors 'none'; base-uri 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

/** `deal`: of the deep link; undefined where the desk was opened without one. */
export function deskPage({ name, groups, until, launchId }: SignedIn, deal: string | undefined): string {
  return intranetPage(
    "Treasury desk",
    html`<main><h1 data-testid="greeting">Good day, ${name}</h1>
<section aria-labelledby="deal"><h2 id="deal">${deal === undefined ? "Open deals" : "Deal from your link"}</h2>
<p class="deal" data-testid="deal">${deal ?? "None chosen"}</p>
<p>${
      deal === undefined
        ? "A link with a deal, such as ?context=FXD-204417, opens it here."
        : "Opened by the link that you followed, without another sign-in."
    }</p></section>
<section aria-labelledby="who"><h2 id="who">How this desk knows you</h2><dl>
${fact("Name", name)}${fact("Groups", groups.join(", ") || "none that this desk asks for")}
${fact("Said by", "the broker's token, in a cookie that no script can read")}
${fact("Good until", new Date(until * 1000).toISOString().slice(11, 19))}${fact("Launch", launchId)}
</dl></section></main>`,
  );
}

export function closedPage(heading: string): string {
  return intranetPage(
    heading,
    html`<main><h1 data-testid="greeting">${heading}</h1>
<p>The treasury desk opens from the bank's start page only. Open it there once more.</p></main>`,
  );
}

function fact(term: string, description: string): Html {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}

/** Any page of the bank's; `head`: more for the document's head. */
export function intranetPage(title: string, body: Html, head: Html = { markup: "" }): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} · Northwind Bank</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${{ markup: STYLE }}</style>${head}</head>
<body><header><span aria-hidden="true">N</span> Northwind Bank <b>${title === "Intranet" ? "Intranet" : "Treasury desk"}</b></header>
${body}
<footer>Demo application of the local world.</footer></body></html>
`.markup;
}
