/**
 * The strict parser and the few ways we look at its tree. Everything compares namespace and local name; an element
 * is read as text only if it holds text and nothing else, so no value can be cut short by markup inside it.
 */
import { DOMParser, type Element, type Node } from "xmldom-strict";
import { type Refusal, refusal } from "../../core/refusal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { hasForbiddenName } from "./namespace-rules.ts";
import { MESSAGE_LIMITS, measure, type XmlLimits } from "./xml-limits.ts";
import { plainXml } from "./xml-text.ts";

export const NAMESPACES = {
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
  exclusiveC14n: "http://www.w3.org/2001/10/xml-exc-c14n#",
} as const;

export type Namespace = keyof typeof NAMESPACES;

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

class Malformed extends Error {}

const parser = new DOMParser({
  locator: false,
  // Every warning is fatal: what one parser repairs, another reads differently.
  onError: () => {
    throw new Malformed();
  },
});

/** The document element of text that passed every check on text. */
export function parseXml(text: string, limits: XmlLimits = MESSAGE_LIMITS): Result<Element, Refusal> {
  const xml = plainXml(text, limits.references);
  if (!xml.ok) return xml;
  const written = measure(xml.value, limits);
  if (!written.ok) return written;
  try {
    const root = parser.parseFromString(xml.value, "text/xml").documentElement;
    const isSound = root !== null && hasSoundAttributes(root, written.value);
    return isSound ? ok(root) : err(refusal("saml_xml_malformed"));
  } catch {
    // The parser's message quotes what it read.
    return err(refusal("saml_xml_malformed"));
  }
}

/** All that were written, none twice: of two of one name the parser keeps the last without a word. */
function hasSoundAttributes(root: Element, written: number): boolean {
  let read = 0;
  for (const element of elementsOf(root)) {
    if (hasForbiddenName(element)) return false;
    read += element.attributes.length;
  }
  return read === written;
}

export function isElement(node: Node | null): node is Element {
  return node?.nodeType === ELEMENT_NODE;
}

export function isNamed(element: Element, namespace: Namespace, name: string): boolean {
  return element.localName === name && element.namespaceURI === NAMESPACES[namespace];
}

export function childElements(parent: Element): readonly Element[] {
  const children: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) children.push(node);
  }
  return children;
}

export function childrenNamed(parent: Element, namespace: Namespace, name: string): readonly Element[] {
  return childElements(parent).filter((child) => isNamed(child, namespace, name));
}

/** The one child of this name; undefined where there is none or more than one. */
export function onlyChild(parent: Element, namespace: Namespace, name: string): Element | undefined {
  const [child, ...others] = childrenNamed(parent, namespace, name);
  return others.length === 0 ? child : undefined;
}

/** Whether every child element is one of these, and no text stands between them. */
export function holdsOnly(parent: Element, allowed: readonly (readonly [Namespace, string])[]): boolean {
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) {
      const child = node;
      if (!allowed.some(([namespace, name]) => isNamed(child, namespace, name))) return false;
    } else if (node.nodeType !== TEXT_NODE || (node.nodeValue ?? "").trim() !== "") return false;
  }
  return true;
}

/** The text of an element that holds nothing else, as it stands; undefined for one that does. */
export function textOf(element: Element): string | undefined {
  let text = "";
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== TEXT_NODE) return undefined;
    text += node.nodeValue ?? "";
  }
  return text;
}

/** Without a namespace; undefined where it is absent. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
}

/** The element and all below it, in document order. */
export function* elementsOf(root: Element): Generator<Element> {
  let node: Node | null = root;
  while (node !== null) {
    if (isElement(node)) yield node;
    let next: Node | null = node.firstChild;
    while (next === null && node !== null && node !== root) {
      next = node.nextSibling;
      if (next === null) node = node.parentNode;
    }
    node = next;
  }
}
