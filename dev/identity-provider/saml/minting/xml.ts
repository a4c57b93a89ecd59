/**
 * PURE: writing XML. Values are escaped, children are XML already.
 * Invariant: what is written reads back as it was given, line ends and tabs in attributes included.
 */

/** XML that is put in as it stands, well-formed or not. */
export interface RawXml {
  readonly xml: string;
}

/** Null and undefined: the attribute is left out. */
export type XmlAttributes = Readonly<Record<string, string | null | undefined>>;

export function element(name: string, attributes: XmlAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([attribute, value]) =>
    value === null || value === undefined ? "" : ` ${attribute}="${quoted(value)}"`,
  );
  const start = `<${name}${written.join("")}`;
  const content = children.join("");
  return content === "" ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** As the content of an element. */
export function text(value: string): string {
  return value.replaceAll(/[&<>\r]/g, reference);
}

export function isRaw(part: object): part is RawXml {
  return "xml" in part;
}

function quoted(value: string): string {
  return value.replaceAll(/[&<>"\t\n\r]/g, reference);
}

function reference(character: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return named[character] ?? `&#${character.codePointAt(0)};`;
}
