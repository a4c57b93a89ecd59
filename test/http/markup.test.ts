import { describe, expect, it } from "vitest";
import { type Markup, markup, toHtml } from "../../functions/http/markup.ts";

const HOSTILE = [
  "<script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  "<!-- -->",
  "]]>",
  "&lt;script&gt;",
  "&amp;&#39;",
  "<svg/onload=alert(1)>",
  "a&b<c>d\"e'f",
  "$& $1 $` $'",
  "<style>STYLE</style>",
  "\u0000<\u0000b>",
];

/** What a browser makes of character references. */
const decoded = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

describe("markup", () => {
  it("leaves its literals as they are", () => {
    expect(toHtml(markup`<p class="a">b &amp; c</p>`)).toBe('<p class="a">b &amp; c</p>');
  });

  it.each(HOSTILE)("keeps %j a text", (text) => {
    const html = toHtml(markup`<p>${text}</p>`);
    const inner = html.slice("<p>".length, -"</p>".length);
    expect(inner).not.toMatch(/[<>"']/);
    expect(decoded(inner)).toBe(text);
  });

  it.each(HOSTILE)("keeps %j inside the attribute it was put in", (text) => {
    const html = toHtml(markup`<a href="${text}" title='${text}'>x</a>`);
    const attributes = /^<a href="([^"<>]*)" title='([^'<>]*)'>x<\/a>$/.exec(html);
    expect(attributes?.slice(1).map(decoded)).toEqual([text, text]);
  });

  it("escapes `&` once, also of what looks escaped already", () => {
    expect(toHtml(markup`${"&lt;"}`)).toBe("&amp;lt;");
  });

  it("renders numbers, also 0", () => {
    expect(toHtml(markup`${0} ${-1.5}`)).toBe("0 -1.5");
  });

  it("renders nothing for undefined and for the empty text", () => {
    expect(toHtml(markup`[${undefined}${""}]`)).toBe("[]");
  });

  it("does not escape markup again", () => {
    expect(toHtml(markup`<p>${markup`<b>${"<"}</b>`}</p>`)).toBe("<p><b>&lt;</b></p>");
  });

  it("joins a list without separators, and an empty one to nothing", () => {
    const items: readonly Markup[] = ["a", "<b>"].map((text) => markup`<li>${text}</li>`);
    expect(toHtml(markup`<ul>${items}</ul>`)).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
    expect(toHtml(markup`<ul>${[]}</ul>`)).toBe("<ul></ul>");
  });

  it("nests lists in lists", () => {
    const inner = (text: string): Markup =>
      markup`<ul>${[text, text].map((each) => markup`<li>${each}</li>`)}</ul>`;
    const outer = ["1", "&"].map((text) => markup`<li>${inner(text)}</li>`);
    expect(toHtml(markup`<ol>${outer}</ol>`)).toBe(
      "<ol><li><ul><li>1</li><li>1</li></ul></li><li><ul><li>&amp;</li><li>&amp;</li></ul></li></ol>",
    );
  });

  it("takes no look-alike for markup: an object from JSON has no brand", () => {
    const forged = JSON.parse('{"Symbol(markup)":"<script>"}') as Markup;
    expect(toHtml(markup`${forged}`)).not.toContain("<script>");
  });
});
