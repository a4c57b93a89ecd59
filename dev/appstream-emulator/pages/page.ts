/**
 * The frame of every page and the headers it goes out with.
 * Invariant: no script, no foreign resource; the one stylesheet is allowed by its hash.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { type Html, html } from "./html.ts";

const STYLESHEET = ["./frame.css", "./screen.css"]
  .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
  .join("");
const STYLESHEET_HASH = createHash("sha256").update(STYLESHEET).digest("base64");

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    `default-src 'none'; style-src 'sha256-${STYLESHEET_HASH}'; form-action 'self'; ` +
    "frame-ancestors 'none'; base-uri 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendPage(response: ServerResponse, page: Page): void {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark">
<title>${page.title}</title>
<style>${{ markup: STYLESHEET }}</style>
</head>
<body>
${page.body}
</body>
</html>
`;
  response.writeHead(page.status, { ...HEADERS, ...page.headers }).end(document.markup);
}
