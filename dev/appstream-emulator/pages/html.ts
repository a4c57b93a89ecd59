/**
 * HTML with escaping by construction.
 * Invariant: text put into a template is always escaped; only the result of another template is not.
 */

export interface Html {
  readonly markup: string;
}

export type HtmlValue = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const rest = values.map((value, index) => markupOf(value) + (strings[index + 1] ?? ""));
  return { markup: (strings[0] ?? "") + rest.join("") };
}

function markupOf(value: HtmlValue): string {
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  if ("markup" in value) return value.markup;
  return value.map((item) => item.markup).join("");
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
