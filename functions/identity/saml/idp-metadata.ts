/**
 * An identity provider's metadata (SAML Metadata, OASIS 2005) → what the functions use of it. Nothing in the document
 * says that it may be trusted: whoever calls this has an operator's approval or a verified signature.
 */

import type { Element } from "xmldom-strict";
import { err, ok, type Result } from "../../core/result.ts";
import type { SamlMetadata } from "../../core/saml-metadata.ts";
import { signingCertificates } from "./metadata-certificates.ts";
import { openMetadata } from "./metadata-document.ts";
import { endpointsOf } from "./metadata-endpoints.ts";
import { findEntity } from "./metadata-entity.ts";
import { validityOf } from "./metadata-validity.ts";
import { attributeOf, childrenNamed, NAMESPACES } from "./strict-xml.ts";

export interface ExpectedMetadata {
  /** Compared string-exact. */
  readonly entityId: string;
  readonly nowEpochSeconds: number;
  /** Development only: endpoints of plain http on this machine. */
  readonly allowLoopbackHttp: boolean;
}

/** The error is the end of a sentence that begins with the file: what is wrong, and what to do. */
export function parseIdpMetadata(
  xml: string,
  { entityId, nowEpochSeconds, allowLoopbackHttp }: ExpectedMetadata,
): Result<SamlMetadata, string> {
  const document = openMetadata(xml);
  if (!document.ok) return document;
  const found = findEntity(document.value.root, entityId);
  if (!found.ok) return found;
  const { entity, enclosing } = found.value;
  const role = identityProviderRole(entity);
  if (!role.ok) return role;
  const validity = validityOf([...enclosing, entity, role.value], nowEpochSeconds);
  if (!validity.ok) return validity;
  const certificates = signingCertificates(role.value);
  if (!certificates.ok) return certificates;
  const endpoints = endpointsOf(role.value, allowLoopbackHttp);
  if (!endpoints.ok) return endpoints;
  return ok({ entityId, ...endpoints.value, signingCertificates: certificates.value, ...validity.value });
}

function identityProviderRole(entity: Element): Result<Element, string> {
  const [role, ...others] = childrenNamed(entity, "metadata", "IDPSSODescriptor").filter((descriptor) =>
    (attributeOf(descriptor, "protocolSupportEnumeration") ?? "").split(/\s+/).includes(NAMESPACES.protocol),
  );
  if (role === undefined) {
    return err(
      "has no IDPSSODescriptor for SAML 2.0: it is a service provider's, or of an older SAML; ask for the identity provider's",
    );
  }
  return others.length === 0
    ? ok(role)
    : err("has several IDPSSODescriptors for SAML 2.0; the publisher must say which one counts");
}
