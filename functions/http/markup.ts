/**
 * HTML by construction: every value put into the template is escaped unless it is markup itself.
 * Invariant: text never becomes an element, an attribute or a script.
 */

const brand: unique symbol = Symbol("markup");

export interface Markup {
  readonly [brand]: string;
}

type Part = string | number | Markup | readonly Markup[] | undefined;

export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = literals.map((literal, place) => literal + render(parts[place])).join("");
  return { [brand]: text };
}

export function toHtml(value: Markup): string {
  return value[brand];
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "object") return isList(part) ? part.map(toHtml).join("") : toHtml(part);
  return escapeHtml(String(part));
}

function isList(part: Markup | readonly Markup[]): part is readonly Markup[] {
  return Array.isArray(part);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
