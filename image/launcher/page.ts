/**
 * The page a person sees inside the stream when nothing could be started. It asks for nothing and runs nothing.
 * Invariant: it says what to do and never why in detail; the reason is the operator's, under the reference.
 */
import { createHash } from "node:crypto";
import type { PageKind } from "./fault.ts";
import { TEXTS } from "./page-texts.ts";

const STYLE = `
:root{color-scheme:light dark;--ink:#14213d;--soft:#52607a;--paper:#f3f5f9;--card:#fff;--line:#d5dbe7}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf6;--soft:#a9b5cb;--paper:#0e1524;--card:#172135;--line:#2c3a55}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{width:min(40rem,100% - 2rem);margin:clamp(1.5rem,10vh,6rem) auto;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:clamp(1.25rem,4vw,2.5rem);overflow-wrap:anywhere}
h1{margin:0 0 .75rem;font-size:1.6rem;line-height:1.25;text-wrap:balance}
p{margin:.75rem 0;max-width:60ch;color:var(--soft)}
p.do{color:var(--ink);font-weight:600}
.reference{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.9rem}
code{font:600 .95em ui-monospace,Consolas,Menlo,monospace;color:var(--ink);user-select:all}
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

export interface PageFacts {
  readonly kind: PageKind;
  readonly language: "en" | "es";
  readonly reference: string;
  readonly helpDesk: string | undefined;
}

export function renderPage({ kind, language, reference, helpDesk }: PageFacts): string {
  const { pages, help, reference: label } = TEXTS[language];
  const { title, what, doThis } = pages[kind];
  const desk = helpDesk === undefined ? "" : `<p>${help} ${escaped(helpDesk)}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${POLICY}"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
<p>${what}</p>
<p class="do">${doThis}</p>
${desk}<p class="reference">${label} <code data-testid="reference">${escaped(reference)}</code></p></main></body></html>
`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}
