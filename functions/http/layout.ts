/**
 * The one frame of every page: title, a main card, the reference code. Plain HTML and one style sheet; no script but one
 * that is a constant of ours, whose hash the page's own policy names.
 */
import { createHash } from "node:crypto";
import { DARK_GROUNDS, LIGHT_GROUNDS } from "../core/page-colours.ts";
import { pageFooter } from "./footer.ts";
import { localized } from "./localized.ts";
import { type Markup, markup, toHtml } from "./markup.ts";
import type { HttpRequest } from "./request.ts";
import { languageOf } from "./texts/languages.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:#14213d;--soft:#52607a;--paper:${LIGHT_GROUNDS.paper};--card:${LIGHT_GROUNDS.card};--line:#d5dbe7;--accent:#0b57a4;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf6;--soft:#a9b5cb;--paper:${DARK_GROUNDS.paper};--card:${DARK_GROUNDS.card};--line:#2c3a55;--accent:#7db7f5;--on-accent:#0e1524}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--accent)}
header{padding:1.1rem 1.5rem;font-weight:650;letter-spacing:.01em;display:flex;flex-wrap:wrap;align-items:center;gap:.6rem;border-bottom:1px solid var(--line);background:var(--card)}
header svg{width:1.5rem;height:1.5rem;color:var(--accent)}
header img{height:1.75rem;width:auto;max-width:10rem}
header nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;margin:0;padding:0;font-weight:500}
header nav{margin-left:auto}
header nav a{color:var(--soft);text-decoration:none}
header nav a:hover,header nav a[aria-current]{color:var(--ink)}
header nav a[aria-current]{text-decoration:underline;text-underline-offset:.35em;text-decoration-thickness:2px}
main{width:min(40rem,100% - 2rem);margin:clamp(1.5rem,8vh,5rem) auto 2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:clamp(1.25rem,4vw,2.5rem);overflow-wrap:anywhere}
main.bare{width:auto;margin:0;padding:0;border:0;border-radius:0;flex:1;display:flex;flex-direction:column}
main.bare h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
main.wide{width:min(72rem,100% - 2rem);margin-top:clamp(1rem,4vh,2.5rem)}
h1{margin:0 0 .75rem;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p{margin:.6rem 0;color:var(--soft);max-width:60ch}
p strong{color:var(--ink)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0;padding:0;list-style:none}
.button{display:inline-block;padding:.6rem 1.1rem;border-radius:.5rem;border:1px solid var(--accent);background:transparent;color:var(--accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.button.primary{background:var(--accent);color:var(--on-accent)}
.button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.apps{list-style:none;margin:1.25rem 0 0;padding:0;display:grid;gap:.6rem}
.apps a{display:block;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.5rem;color:inherit;text-decoration:none}
.apps a:hover{border-color:var(--accent)}
.apps strong{display:block}
.apps span{color:var(--soft);font-size:.925rem}
.pulse{height:.25rem;margin:0 0 1.25rem;border-radius:.25rem;background:var(--line);overflow:hidden}
.pulse::after{content:"";display:block;width:30%;height:100%;border-radius:inherit;background:var(--accent)}
@media (prefers-reduced-motion:no-preference){.pulse::after{animation:pulse 3s ease-in-out infinite alternate}}
@keyframes pulse{to{transform:translateX(233%)}}
p:empty{margin:0}
p[role=status]{color:var(--ink)}
.aside{margin-top:1.75rem;padding-top:1rem;border-top:1px solid var(--line)}
.aside .actions{margin-top:1rem}
footer{width:min(72rem,100% - 2rem);margin:auto auto 0;padding:1rem 0 1.5rem;display:flex;flex-wrap:wrap;justify-content:center;gap:.25rem 2rem;font-size:.875rem}
footer p{margin:0;padding:.25rem 0}
footer ul{display:flex;flex-wrap:wrap;justify-content:center;gap:.25rem clamp(.5rem,2vw,1rem);list-style:none;margin:0;padding:0}
footer a{display:inline-block;padding:.25rem 0;color:var(--soft)}
footer a:hover,footer a[aria-current]{color:var(--ink)}
footer a[aria-current]{text-decoration:none;font-weight:600}
.reference{max-width:none;margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.875rem}
.reference code{font:600 .95em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);white-space:nowrap;user-select:all}
`;

/** CSP source of the one style sheet, so that no other style can be used. */
export const STYLE_SOURCE = hashSource(STYLE);

/** An inline script and the CSP source that permits it and nothing else. */
export interface PageScript {
  readonly text: string;
  readonly source: string;
}

/** Only for a constant: what the text holds will run. */
export function pageScript(text: string): PageScript {
  return { text, source: hashSource(text) };
}

/** More style for one page, and the CSP source that permits it. */
export interface PageStyle {
  readonly text: string;
  readonly source: string;
}

/** Only for a constant. */
export function pageStyle(text: string): PageStyle {
  return { text, source: hashSource(text) };
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const MARK = markup`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M4 21V10a8 8 0 0 1 16 0v11M9 21v-9a3 3 0 0 1 6 0v9M2 21h20"/></svg>`;

/** A way to another page of ours, in every page's header. */
export interface NavigationEntry {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

export interface Page {
  readonly title: string;
  readonly content: Markup;
  readonly reference?: { readonly label: string; readonly code: string } | undefined;
  /** Default: none, as for whoever is not signed in. */
  readonly navigation?: readonly NavigationEntry[] | undefined;
  /** Inside another page: no header, no card, and the title for screen readers only. */
  readonly isBare?: boolean | undefined;
  /** For lists and tables; other pages are as wide as a text should be. */
  readonly isWide?: boolean | undefined;
  /** Offers it in the other languages: only where the address has no query to lose, and may be asked for again. */
  readonly hasLanguages?: boolean | undefined;
  /** Names the policy's help itself, so that the foot need not. */
  readonly saysSupport?: boolean | undefined;
  /** More for the document's head. */
  readonly head?: Markup | undefined;
  /** Runs only where the answer's policy permits it (security-headers.ts). */
  readonly script?: PageScript | undefined;
  /** After the frame's own; as the script, only where the policy permits it. */
  readonly style?: PageStyle | undefined;
}

/** What pages are called where the policy has no name of its own. */
const PRODUCT = "Streamgate";

/** In the first language of the request that we have, and in the look it brings. */
export function renderPage(
  { languages, branding }: Pick<HttpRequest, "languages" | "branding">,
  page: Page,
): string {
  const {
    title,
    content,
    reference,
    navigation = [],
    isWide = false,
    isBare = false,
    head,
    script,
    style,
  } = page;
  const { hasLanguages = false, saysSupport = false } = page;
  const language = languageOf(languages);
  const name = branding?.name === undefined ? PRODUCT : localized(branding.name, language);
  const logo = branding?.logo === undefined ? MARK : markup`<img src="${branding.logo.address}" alt="">`;
  const brand = branding?.style;
  const support = saysSupport ? undefined : branding?.support;
  const foot =
    reference &&
    markup`<p class="reference">${reference.label} <code data-testid="reference">${reference.code}</code></p>`;
  // Style sheets and script are constants of ours, or made of checked colours; they must reach the page byte for byte, or their hashes would not fit.
  const document = markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · ${name}</title>
<style>STYLE</style>${brand && markup`<style>BRAND</style>`}${style && markup`<style>MORE</style>`}${head}</head>
<body>${isBare ? undefined : markup`<header>${logo}<span>${name}</span>${navigationMarkup(navigation, name)}</header>`}
<main${mainClass(isWide, isBare)}><h1>${title}</h1>
${content}
${foot}</main>${isBare ? undefined : pageFooter({ language, support, hasLanguages })}${script && markup`<script>SCRIPT</script>`}</body></html>`;
  return toHtml(document)
    .replace("<style>STYLE</style>", () => `<style>${STYLE}</style>`)
    .replace("<style>BRAND</style>", () => `<style>${brand?.text}</style>`)
    .replace("<style>MORE</style>", () => `<style>${style?.text}</style>`)
    .replace("<script>SCRIPT</script>", () => `<script>${script?.text}</script>`);
}

function mainClass(isWide: boolean, isBare: boolean): Markup | undefined {
  if (isBare) return markup` class="bare"`;
  return isWide ? markup` class="wide"` : undefined;
}

function navigationMarkup(entries: readonly NavigationEntry[], name: string): Markup | undefined {
  if (entries.length === 0) return undefined;
  const links = entries.map(
    ({ href, label, isCurrent }) =>
      markup`<li><a href="${href}"${isCurrent ? markup` aria-current="page"` : undefined}>${label}</a></li>`,
  );
  return markup`<nav aria-label="${name}"><ul>${links}</ul></nav>`;
}
