import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Page, pageScript, pageStyle, renderPage, STYLE_SOURCE } from "../../functions/http/layout.ts";
import { markup } from "../../functions/http/markup.ts";
import { pageAnswer } from "../../functions/http/page-answer.ts";
import { contentSecurityPolicy, securityHeaders } from "../../functions/http/security-headers.ts";
import { CORRELATION_ID } from "../support/http-builders.ts";

const ENGLISH = { languages: ["en"] };
const PAGE: Page = {
  title: "Title",
  content: markup`<p>Content</p>`,
  reference: { label: "Reference code", code: CORRELATION_ID },
};
const styleOf = (html: string): string => /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
const policy = (own?: string): Map<string, string> =>
  new Map(
    (securityHeaders(CORRELATION_ID, own)["content-security-policy"] ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );

describe("renderPage", () => {
  it("is one whole document in the page's language", () => {
    const html = renderPage({ languages: ["es"] }, PAGE);
    expect(html).toMatch(/^<!doctype html>\n<html lang="es">\n<head><meta charset="utf-8">/);
    expect(html).toContain("<title>Title · Streamgate</title>");
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain("<h1>Title</h1>\n<p>Content</p>");
    expect(html).toMatch(/<\/main><\/body><\/html>$/);
  });

  it("shows the reference with its label", () => {
    expect(renderPage(ENGLISH, PAGE)).toContain(
      `Reference code <code data-testid="reference">${CORRELATION_ID}</code>`,
    );
  });

  it("shows no reference where there is none", () => {
    expect(renderPage(ENGLISH, { ...PAGE, reference: undefined })).not.toContain("data-testid");
  });

  it("holds no script, no event handler, no style attribute and nothing from elsewhere", () => {
    const html = renderPage(ENGLISH, PAGE);
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<link|<base|<img/i);
    expect(html).not.toMatch(/\son\w+\s*=/i);
    expect(html).not.toMatch(/\sstyle\s*=/i);
    expect(html).not.toMatch(/https?:|javascript:|url\(|@import/i);
  });

  it.each(["<style>STYLE</style>", "</title><script>", "$& $'"])(
    "keeps the hostile title %j a text",
    (title) => {
      const html = renderPage(ENGLISH, { ...PAGE, title });
      expect(html.match(/<style>/g)).toHaveLength(1);
      expect(html).not.toContain("<script>");
      expect(styleOf(html)).toBe(styleOf(renderPage(ENGLISH, PAGE)));
    },
  );

  it("escapes language and reference", () => {
    const html = renderPage({ languages: ['"><b>'] }, { ...PAGE, reference: { label: "<i>", code: "<u>" } });
    expect(html).not.toMatch(/<b>|<i>|<u>/);
  });
});

describe("renderPage for more than a text", () => {
  const navigation = [
    { href: "/", label: "Applications", isCurrent: true },
    { href: "/sessions", label: "<b>My sessions", isCurrent: false },
  ];

  it("shows the ways on, and which one this is", () => {
    const html = renderPage(ENGLISH, { ...PAGE, navigation });
    expect(html).toContain('<li><a href="/" aria-current="page">Applications</a></li>');
    expect(html).toContain('<li><a href="/sessions">&lt;b&gt;My sessions</a></li>');
    expect(renderPage(ENGLISH, PAGE)).not.toContain("<nav");
  });

  it("is as wide as a list needs, or bare inside another page", () => {
    expect(renderPage(ENGLISH, { ...PAGE, isWide: true })).toContain('<main class="wide">');
    const bare = renderPage(ENGLISH, { ...PAGE, isBare: true });
    expect(bare).toContain('<main class="bare"><h1>Title</h1>');
    expect(bare).not.toContain("<header");
  });

  it("has the page's own style after the frame's, with the hash that permits it", () => {
    const style = pageStyle(".x{color:red}");
    const html = renderPage(ENGLISH, { ...PAGE, style });
    expect(html).toContain("</style><style>.x{color:red}</style>");
    const { headers } = pageAnswer(ENGLISH, 200, { ...PAGE, style, script: pageScript("1") });
    const own = String(headers?.["content-security-policy"]);
    expect(own).toContain(`style-src ${STYLE_SOURCE} ${style.source}`);
    expect(own).toContain(`script-src ${pageScript("1").source}`);
  });
});

describe("pageScript", () => {
  const text = 'if (1 < 2 && "$&") document.title = "</p>";';

  it("reaches the page byte for byte, after everything else, with the hash that permits it", () => {
    const script = pageScript(text);
    const html = renderPage(ENGLISH, { ...PAGE, script });
    expect(html).toMatch(/<\/main><script>[^\r]*<\/script><\/body><\/html>$/);
    const inPage = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1];
    expect(inPage).toBe(text);
    expect(script.source).toBe(
      `'sha256-${createHash("sha256")
        .update(inPage ?? "", "utf8")
        .digest("base64")}'`,
    );
  });

  it("is permitted by the page's own policy only, which permits nothing else", () => {
    const { source } = pageScript(text);
    const own = policy(contentSecurityPolicy({ script: source, connect: ["'self'"] }));
    expect(Object.fromEntries(own)).toEqual({
      ...Object.fromEntries(policy()),
      "script-src": source,
      "connect-src": "'self'",
    });
    expect([...own.values()].join(" ")).not.toMatch(/unsafe|\*|data:|https?:/);
  });
});

describe("STYLE_SOURCE", () => {
  it("is the SHA-256 of the style element's content, byte for byte, in the header that is sent", () => {
    const digest = createHash("sha256")
      .update(styleOf(renderPage(ENGLISH, PAGE)), "utf8")
      .digest("base64");
    expect(STYLE_SOURCE).toBe(`'sha256-${digest}'`);
    expect(policy().get("style-src")).toBe(STYLE_SOURCE);
  });
});

describe("securityHeaders", () => {
  it("are these, and no others", () => {
    expect(securityHeaders(CORRELATION_ID)).toEqual({
      "cache-control": "no-store",
      "content-security-policy": expect.any(String),
      "correlation-id": CORRELATION_ID,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
  });

  it("allow our one style sheet and our own forms, and nothing else", () => {
    expect(Object.fromEntries(policy())).toEqual({
      "default-src": "'none'",
      "style-src": STYLE_SOURCE,
      "form-action": "'self'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
    });
  });
});
