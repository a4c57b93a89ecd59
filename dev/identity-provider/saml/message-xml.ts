/** Reading SAML messages with the strict parser. Invariant: one plain document, compared by namespace and local name. */

import { DOMParser, type Element, type Node } from "xmldom-strict";
import { NAMESPACES } from "./minting/saml-names.ts";
import { RequestFault } from "./request-fault.ts";

export type SamlNamespace = "assertion" | "protocol";

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;

const parser = new DOMParser({
  locator: false,
  onError: () => {
    throw new RequestFault("The message is not well-formed XML.");
  },
});

/** The document element, which is of the protocol namespace and of this name. Nothing in it is verified. */
export function parseMessage(unverifiedXml: string, localName: string): Element {
  if (unverifiedXml.includes("<!")) throw new RequestFault("The message has a DOCTYPE, a comment or CDATA.");
  const root = parse(unverifiedXml);
  if (!root || !isNamed(root, "protocol", localName))
    throw new RequestFault(`The message is no ${localName}.`);
  if (attributeOf(root, "Version") !== "2.0") throw new RequestFault("The message is not of SAML 2.0.");
  return root;
}

/** The first child of this name; null where there is none. */
export function childOf(parent: Element, namespace: SamlNamespace, localName: string): Element | null {
  return childrenOf(parent, namespace, localName)[0] ?? null;
}

export function childrenOf(parent: Element, namespace: SamlNamespace, localName: string): readonly Element[] {
  const children: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node) && isNamed(node, namespace, localName)) children.push(node);
  }
  return children;
}

/** The text of an element, trimmed; an element within it is a fault. */
export function textOf(element: Element): string {
  let text = "";
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== TEXT_NODE)
      throw new RequestFault(`There is more than text in ${element.localName}.`);
    text += node.nodeValue ?? "";
  }
  return text.trim();
}

export function attributeOf(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** The Issuer of a message; throws a `RequestFault` if there is none. */
export function issuerOf(message: Element): string {
  const issuer = childOf(message, "assertion", "Issuer");
  if (!issuer) throw new RequestFault("The message has no Issuer.");
  return textOf(issuer);
}

function parse(xml: string): Element | null {
  try {
    return parser.parseFromString(xml, "text/xml").documentElement;
  } catch (cause) {
    throw new RequestFault("The message is not well-formed XML.", { cause });
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT_NODE;
}

function isNamed(element: Element, namespace: SamlNamespace, localName: string): boolean {
  return element.namespaceURI === NAMESPACES[namespace] && element.localName === localName;
}
