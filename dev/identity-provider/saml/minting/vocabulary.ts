/**
 * PURE: SAML's element names under the prefixes a message uses, and where these are declared.
 * With a prefix for assertions, the Response declares it for all that is inside; without one, every element that
 * enters the namespace declares it for itself.
 */

import { NAMESPACES } from "./saml-names.ts";
import type { XmlAttributes } from "./xml.ts";

/** The empty string is the default namespace. */
export interface Prefixes {
  readonly protocol: string;
  readonly assertion: string;
}

export interface Vocabulary {
  /** A name in the protocol namespace. */
  samlp(localName: string): string;
  /** A name in the assertion namespace. */
  saml(localName: string): string;
  readonly responseDeclarations: XmlAttributes;
  /** Of each assertion element that stands within a protocol element. */
  readonly entryDeclarations: XmlAttributes;
}

const DEFAULT_PREFIXES: Prefixes = { protocol: "samlp", assertion: "saml" };

export function vocabulary({ protocol, assertion }: Prefixes = DEFAULT_PREFIXES): Vocabulary {
  const ofAssertions = { [declaration(assertion)]: NAMESPACES.assertion };
  return {
    samlp: (localName) => qualified(protocol, localName),
    saml: (localName) => qualified(assertion, localName),
    responseDeclarations: {
      [declaration(protocol)]: NAMESPACES.protocol,
      ...(assertion === "" ? {} : ofAssertions),
    },
    entryDeclarations: assertion === "" ? ofAssertions : {},
  };
}

function qualified(prefix: string, localName: string): string {
  return prefix === "" ? localName : `${prefix}:${localName}`;
}

function declaration(prefix: string): string {
  return prefix === "" ? "xmlns" : `xmlns:${prefix}`;
}
