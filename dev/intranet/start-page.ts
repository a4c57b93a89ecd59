/** The bank's intranet, as a portal team would have it: launch buttons on a page of another site, under a strict policy. */
import { html } from "../appstream-emulator/pages/html.ts";
import { HEADERS, intranetPage, STYLE_SOURCE } from "./desk-page.ts";

/** An application that the page shows, and the deep link of a second button for it. */
export interface PortalButton {
  readonly application: string;
  readonly label: string;
  readonly context?: string;
}

/** What a page with launch buttons has to permit, and nothing else. */
export function startPageHeaders(brokerOrigin: string): Readonly<Record<string, string>> {
  const sources = ["script-src", "connect-src", "frame-src"].map((name) => `${name} ${brokerOrigin}`);
  return {
    ...HEADERS,
    "Content-Security-Policy": [
      "default-src 'none'",
      `style-src ${STYLE_SOURCE}`,
      ...sources,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join("; "),
  };
}

export function startPage(brokerOrigin: string, buttons: readonly PortalButton[]): string {
  const entries = buttons.map(({ application, label, context }) => {
    const query = context === undefined ? "" : `?context=${encodeURIComponent(context)}`;
    const deepLink = context === undefined ? "" : html` context="${context}"`;
    return html`<li><streamgate-launch application="${application}"${deepLink} label="${label}"><a href="${brokerOrigin}/launch/${application}${query}">${label}</a></streamgate-launch></li>
`;
  });
  return intranetPage(
    "Intranet",
    html`<main><h1>Good day</h1>
<section aria-labelledby="applications"><h2 id="applications">Your applications</h2>
<ul class="buttons">${entries}</ul></section>
<section aria-labelledby="news"><h2 id="news">News</h2><p>The canteen has a new menu.</p></section></main>`,
    html`<script src="${brokerOrigin}/launch-button.js" async></script>`,
  );
}
