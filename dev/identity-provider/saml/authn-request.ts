/**
 * PURE: reading an AuthnRequest (SAML Core §3.4.1) and holding it against what is registered.
 * Invariant: an answer never goes to an address that only the request names.
 */

import type { Element } from "xmldom-strict";
import { attributeOf, childOf, childrenOf, issuerOf, parseMessage, textOf } from "./message-xml.ts";
import { BINDING } from "./minting/saml-names.ts";
import { RequestFault } from "./request-fault.ts";
import { isComparison, type RequestedContext } from "./requested-context.ts";
import type { ServiceProvider } from "./service-providers.ts";

export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  readonly destination: string | null;
  /** Null: the registered one is meant. */
  readonly assertionConsumerServiceUrl: string | null;
  readonly protocolBinding: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly requestedContext: RequestedContext | null;
}

/** Unverified as long as the message is. Throws a `RequestFault` on what is no AuthnRequest. */
export function readAuthnRequest(unverifiedXml: string): AuthnRequest {
  const root = parseMessage(unverifiedXml, "AuthnRequest");
  const id = attributeOf(root, "ID");
  if (!id) throw new RequestFault("The AuthnRequest has no ID.");
  return {
    id,
    issuer: issuerOf(root),
    destination: attributeOf(root, "Destination"),
    assertionConsumerServiceUrl: attributeOf(root, "AssertionConsumerServiceURL"),
    protocolBinding: attributeOf(root, "ProtocolBinding"),
    forceAuthn: isTrue(attributeOf(root, "ForceAuthn")),
    isPassive: isTrue(attributeOf(root, "IsPassive")),
    requestedContext: requestedContext(childOf(root, "protocol", "RequestedAuthnContext")),
  };
}

/** Throws a `RequestFault` on a request that is meant for another provider or asks for an answer elsewhere. */
export function checkAuthnRequest(
  request: AuthnRequest,
  serviceProvider: ServiceProvider,
  singleSignOnUrl: string,
): void {
  const { destination, assertionConsumerServiceUrl: asked, protocolBinding } = request;
  // A signed message must say where it was meant to go (SAML Bindings §3.4.5.2).
  if (destination !== singleSignOnUrl) {
    throw new RequestFault(
      `The AuthnRequest's Destination is ${destination}, and this is ${singleSignOnUrl}.`,
    );
  }
  if (asked !== null && asked !== serviceProvider.assertionConsumerServiceUrl) {
    throw new RequestFault(`The AssertionConsumerServiceURL ${asked} is not registered.`);
  }
  if (protocolBinding !== null && protocolBinding !== BINDING.post) {
    throw new RequestFault(`Answers are not given over ${protocolBinding}.`);
  }
}

function requestedContext(element: Element | null): RequestedContext | null {
  if (!element) return null;
  const comparison = attributeOf(element, "Comparison") ?? "exact";
  if (!isComparison(comparison)) throw new RequestFault(`There is no comparison "${comparison}".`);
  return { comparison, classes: childrenOf(element, "assertion", "AuthnContextClassRef").map(textOf) };
}

/** xs:boolean. */
function isTrue(value: string | null): boolean {
  return value === "true" || value === "1";
}
