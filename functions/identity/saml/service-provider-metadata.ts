/**
 * Our metadata for one identity provider (SAML Metadata §2.4.4). Written here and not by the library, whose document
 * offers AES-CBC and logout by POST, which we refuse.
 */
import { escapeXml } from "./escape-xml.ts";
import { NAMESPACES } from "./strict-xml.ts";

export interface ServiceProviderDescription {
  readonly entityId: string;
  readonly assertionConsumerServiceUrl: string;
  readonly singleLogoutUrl: string;
  /** PEM; two while one is replaced. */
  readonly signingCertificates: readonly string[];
  /** PEM; undefined: assertions must come unencrypted. */
  readonly encryptionCertificate: string | undefined;
  /** False says nothing: told "false", some identity providers sign the Response alone. */
  readonly wantAssertionsSigned: boolean;
}

const BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings";
const ENCRYPTION_METHODS = [
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
];

export function serviceProviderMetadata(description: ServiceProviderDescription): string {
  const { encryptionCertificate, signingCertificates } = description;
  const methods = ENCRYPTION_METHODS.map((method) => `<md:EncryptionMethod Algorithm="${method}"/>`).join("");
  const keys = [
    ...signingCertificates.map((certificate) => keyDescriptor("signing", certificate, "")),
    ...(encryptionCertificate === undefined
      ? []
      : [keyDescriptor("encryption", encryptionCertificate, methods)]),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${NAMESPACES.metadata}" xmlns:ds="${NAMESPACES.signature}" entityID="${escapeXml(description.entityId)}">
  <md:SPSSODescriptor protocolSupportEnumeration="${NAMESPACES.protocol}" AuthnRequestsSigned="true"${description.wantAssertionsSigned ? ' WantAssertionsSigned="true"' : ""}>
    ${keys.join("\n    ")}
    <md:SingleLogoutService Binding="${BINDINGS}:HTTP-Redirect" Location="${escapeXml(description.singleLogoutUrl)}"/>
    <md:AssertionConsumerService Binding="${BINDINGS}:HTTP-POST" Location="${escapeXml(description.assertionConsumerServiceUrl)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}

function keyDescriptor(use: "signing" | "encryption", certificate: string, methods: string): string {
  const der = certificate.replace(/-----[A-Z ]+-----|\s/g, "");
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${methods}</md:KeyDescriptor>`;
}
