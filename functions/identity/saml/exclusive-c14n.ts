/**
 * Exclusive XML canonicalisation without comments, for the trees that strict-xml.ts makes: elements and text only.
 * It lets a response be refused in linear time, and a ciphertext be trusted before it is decrypted; what is accepted
 * has been verified by the library as well (docs/decisions/0014).
 * Source: Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3.
 */
import type { Attr, Element } from "xmldom-strict";
import { isElement } from "./strict-xml.ts";

type Scope = ReadonlyMap<string, string>;

export interface CanonicalizationOptions {
  /** InclusiveNamespaces PrefixList; `#default` is the default namespace. */
  readonly inclusivePrefixes: readonly string[];
  /** Left out with all below it: the enveloped signature. */
  readonly without?: Element;
}

export function canonicalize(apex: Element, { inclusivePrefixes, without }: CanonicalizationOptions): string {
  const inclusive = inclusivePrefixes.map((prefix) => (prefix === "#default" ? "" : prefix));
  return render(apex, new Map(), inclusive, without);
}

/** `rendered`: the declarations in force where this element starts in the output. */
function render(
  element: Element,
  rendered: Scope,
  inclusive: readonly string[],
  without: Element | undefined,
): string {
  const attributes = plainAttributes(element);
  const declarations = newDeclarations(element, attributes, rendered, inclusive);
  const scope = declarations.length === 0 ? rendered : new Map([...rendered, ...declarations]);
  let output = `<${element.tagName}`;
  for (const [prefix, uri] of declarations) {
    output += ` ${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`;
  }
  for (const { name, value } of attributes) output += ` ${name}="${escapeAttribute(value)}"`;
  output += ">";
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (!isElement(node)) output += escapeText(node.nodeValue ?? "");
    else if (node !== without) output += render(node, scope, inclusive, without);
  }
  return `${output}</${element.tagName}>`;
}

/** All but the namespace declarations, by namespace and then local name. */
function plainAttributes(element: Element): readonly Attr[] {
  const attributes: Attr[] = [];
  for (let index = 0; index < element.attributes.length; index += 1) {
    const attribute = element.attributes.item(index);
    if (attribute !== null && !isDeclaration(attribute)) attributes.push(attribute);
  }
  return attributes.length < 2 ? attributes : attributes.sort(byExpandedName);
}

function isDeclaration({ name }: Attr): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

/** Prefixes this element uses, or the list names, that mean something else than in the output so far; by prefix. */
function newDeclarations(
  element: Element,
  attributes: readonly Attr[],
  rendered: Scope,
  inclusive: readonly string[],
): readonly (readonly [string, string])[] {
  const used = new Map<string, string>();
  // The prefix `xml` is never declared (Canonical XML §2.3).
  if (element.prefix !== "xml") used.set(element.prefix ?? "", element.namespaceURI ?? "");
  for (const { prefix, namespaceURI } of attributes) {
    if (prefix !== null && prefix !== "" && prefix !== "xml") used.set(prefix, namespaceURI ?? "");
  }
  for (const prefix of inclusive) {
    const isKnown = prefix === "xml" || used.has(prefix);
    const uri = isKnown ? undefined : namespaceInScope(element, prefix);
    if (uri !== undefined) used.set(prefix, uri);
  }
  const fresh = [...used].filter(([prefix, uri]) => (rendered.get(prefix) ?? "") !== uri);
  return fresh.length < 2 ? fresh : fresh.sort(([a], [b]) => compare(a, b));
}

function namespaceInScope(element: Element, prefix: string): string | undefined {
  const name = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  for (let node: Element | null = element; node !== null; ) {
    if (node.hasAttribute(name)) return node.getAttribute(name) ?? "";
    node = isElement(node.parentNode) ? node.parentNode : null;
  }
  return undefined;
}

function byExpandedName(a: Attr, b: Attr): number {
  return (
    compare(a.namespaceURI ?? "", b.namespaceURI ?? "") ||
    compare(a.localName ?? a.name, b.localName ?? b.name)
  );
}

/** By UTF-16 unit, which is by code point up to U+FFFF; names beyond have been refused (namespace-rules.ts). */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function escapeText(text: string): string {
  return /[&<>\r]/.test(text)
    ? text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\r/g, "&#xD;")
    : text;
}

function escapeAttribute(text: string): string {
  return /[&<"\t\n\r]/.test(text)
    ? text
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/"/g, "&quot;")
        .replace(/\t/g, "&#x9;")
        .replace(/\n/g, "&#xA;")
        .replace(/\r/g, "&#xD;")
    : text;
}
