/**
 * The one frame of every page: title, a main card, the reference code. Plain HTML and one style sheet; no script but one
 * that is a constant of ours, whose hash the page's own policy names.
 */
import { createHash } from "node:crypto";
import { type Markup, markup, toHtml } from "./markup.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:#14213d;--soft:#52607a;--paper:#f3f5f9;--card:#fff;--line:#d5dbe7;--accent:#0b57a4;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf6;--soft:#a9b5cb;--paper:#0e1524;--card:#172135;--line:#2c3a55;--accent:#7db7f5;--on-accent:#0e1524}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header{padding:1.1rem 1.5rem;font-weight:650;letter-spacing:.01em;display:flex;align-items:center;gap:.6rem;border-bottom:1px solid var(--line);background:var(--card)}
header svg{width:1.5rem;height:1.5rem;color:var(--accent)}
main{width:min(40rem,100% - 2rem);margin:clamp(1.5rem,8vh,5rem) auto 2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:clamp(1.25rem,4vw,2.5rem);overflow-wrap:anywhere}
h1{margin:0 0 .75rem;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p{margin:.6rem 0;color:var(--soft);max-width:60ch}
p strong{color:var(--ink)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0;padding:0;list-style:none}
.button{display:inline-block;padding:.6rem 1.1rem;border-radius:.5rem;border:1px solid var(--accent);background:transparent;color:var(--accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
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
.reference{max-width:none;margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.875rem}
.reference code{font:600 .95em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);user-select:all}
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

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const MARK = markup`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M4 21V8a8 8 0 0 1 16 0v13M9 21v-9a3 3 0 0 1 6 0v9M2 21h20"/></svg>`;

export interface Page {
  readonly language: string;
  readonly title: string;
  readonly content: Markup;
  readonly reference: { readonly label: string; readonly code: string } | undefined;
  /** More for the document's head. */
  readonly head?: Markup | undefined;
  /** Runs only where the answer's policy permits it (security-headers.ts). */
  readonly script?: PageScript | undefined;
}

export function renderPage({ language, title, content, reference, head, script }: Page): string {
  const foot =
    reference &&
    markup`<p class="reference">${reference.label} <code data-testid="reference">${reference.code}</code></p>`;
  // Style sheet and script are constants of ours; they must reach the page byte for byte, or their hashes would not fit.
  const document = markup`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · Streamgate</title>
<style>STYLE</style>${head}</head>
<body><header>${MARK}Streamgate</header>
<main><h1>${title}</h1>
${content}
${foot}</main>${script && markup`<script>SCRIPT</script>`}</body></html>`;
  return toHtml(document)
    .replace("<style>STYLE</style>", () => `<style>${STYLE}</style>`)
    .replace("<script>SCRIPT</script>", () => `<script>${script?.text}</script>`);
}
