/** The part of @xmldom/xmldom 0.9 that is used: its own types are declared under the name that 0.8 has here. */
declare module "xmldom-strict" {
  export interface Node {
    readonly nodeType: number;
    readonly nodeValue: string | null;
    readonly parentNode: Node | null;
    readonly firstChild: Node | null;
    readonly nextSibling: Node | null;
  }

  export interface Attr {
    readonly name: string;
    readonly prefix: string | null;
    readonly localName: string | null;
    readonly namespaceURI: string | null;
    readonly value: string;
  }

  export interface Element extends Node {
    readonly tagName: string;
    readonly prefix: string | null;
    readonly localName: string | null;
    readonly namespaceURI: string | null;
    readonly attributes: { readonly length: number; item(index: number): Attr | null };
    hasAttribute(name: string): boolean;
    getAttribute(name: string): string | null;
  }

  export interface Document extends Node {
    readonly documentElement: Element | null;
  }

  export class XMLSerializer {
    serializeToString(node: Node): string;
  }

  export class DOMParser {
    constructor(options: {
      readonly locator: boolean;
      readonly onError: (level: string, message: string) => void;
    });
    /** Throws on text that is not well-formed, and when `onError` does. */
    parseFromString(source: string, mimeType: "text/xml"): Document;
  }
}
