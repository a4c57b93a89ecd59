/** PURE: the identity provider's metadata (SAML Metadata §2.4.3): what a service provider's administrator loads. */

import { certificateBody } from "./minting/saml-key.ts";
import { BINDING, NAME_ID_FORMAT, NAMESPACES } from "./minting/saml-names.ts";
import { element, text } from "./minting/xml.ts";
import type { Provider } from "./provider.ts";

/** Every key that is published, of which one signs. */
export function metadataXml({
  entityId,
  addresses,
  keys,
}: Pick<Provider, "entityId" | "addresses" | "keys">): string {
  const descriptor = element(
    "md:IDPSSODescriptor",
    { WantAuthnRequestsSigned: "true", protocolSupportEnumeration: NAMESPACES.protocol },
    ...keys.published().map(({ certificate }) => keyDescriptorXml(certificate)),
    element("md:SingleLogoutService", { Binding: BINDING.redirect, Location: addresses.singleLogout }),
    element("md:NameIDFormat", {}, text(NAME_ID_FORMAT.persistent)),
    element("md:SingleSignOnService", { Binding: BINDING.redirect, Location: addresses.singleSignOn }),
  );
  const namespaces = { "xmlns:md": NAMESPACES.metadata, "xmlns:ds": NAMESPACES.signature };
  const entity = element("md:EntityDescriptor", { ...namespaces, entityID: entityId }, descriptor);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${entity}\n`;
}

function keyDescriptorXml(certificate: string): string {
  const shown = element("ds:X509Certificate", {}, text(certificateBody(certificate)));
  return element(
    "md:KeyDescriptor",
    { use: "signing" },
    element("ds:KeyInfo", {}, element("ds:X509Data", {}, shown)),
  );
}
