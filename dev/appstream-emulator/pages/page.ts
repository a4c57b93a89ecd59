/**
 * The frame of every page and the headers it goes out with.
 * Invariant: no foreign resource; the one stylesheet, and the script of a page that has one, are allowed by their hashes.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { type Html, html } from "./html.ts";

const STYLESHEET = ["./frame.css", "./screen.css"]
  .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
  .join("");
const STYLESHEET_HASH = hashOf(STYLESHEET);

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};
const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${STYLESHEET_HASH}'; form-action 'self'; `;
export const ALONE = "frame-ancestors 'none'";

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it may hold beside style, and who may frame it; nothing and nobody when absent. */
  readonly contentPolicy?: string;
  /** A constant. */
  readonly script?: string;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
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
${page.script === undefined ? "" : html`<script>${{ markup: page.script }}</script>`}
</body>
</html>
`;
  const script = page.script === undefined ? "" : `script-src 'sha256-${hashOf(page.script)}'; `;
  const policy = `${CONTENT_POLICY}${script}${page.contentPolicy ?? ALONE}; base-uri 'none'`;
  const headers = { ...HEADERS, "Content-Security-Policy": policy, ...page.headers };
  response.writeHead(page.status, headers).end(document.markup);
}
