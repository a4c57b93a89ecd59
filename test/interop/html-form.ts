/** The form of a page that a person, or the page's script, would submit. */

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The first one with all its named inputs; undefined where there is none. */
export function formOf({ url, html }: { readonly url: URL; readonly html: string }): Form | undefined {
  const [, attributes, content] = /<form\b([^>]*)>(.*?)<\/form>/s.exec(html) ?? [];
  if (attributes === undefined || content === undefined) return undefined;
  const inputs = [...content.matchAll(/<input\b[^>]*>/gs)].map(([tag]) => tag);
  const fields = inputs.flatMap((tag) => {
    const name = attribute(tag, "name");
    return name === undefined ? [] : [[name, attribute(tag, "value") ?? ""]];
  });
  const action = attribute(attributes, "action") ?? "";
  return { action: new URL(action === "#" ? "" : action, url).href, fields: Object.fromEntries(fields) };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return value === null ? undefined : unescapeHtml(value[1] ?? value[2] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
