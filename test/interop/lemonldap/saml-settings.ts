/** LemonLDAP::NG as a SAML identity provider. Lasso, the library below it, always signs the assertion. */
import type { ServiceProvider } from "../identity-provider.ts";
import type { LemonLdapState } from "./configuration.ts";

/** The organization's name tells which configuration the portal runs on. */
export function organizationName(number: number): string {
  return `Interoperability ${number}`;
}

export function samlSettings(state: LemonLdapState, number: number): Record<string, unknown> {
  return {
    issuerDBSAMLActivation: 1,
    samlEntityID: "#PORTAL#/saml/metadata",
    samlOrganizationName: organizationName(number),
    samlServicePrivateKeySig: state.key.privateKey,
    samlServicePublicKeySig: state.key.certificate,
    samlSPMetaDataXML: byKey(state, ({ metadataXml }) => ({ samlSPMetaDataXML: metadataXml })),
    samlSPMetaDataOptions: byKey(state, options),
    samlSPMetaDataExportedAttributes: byKey(state, () => ({
      uid: "1;uid",
      mail: "1;mail",
      displayName: "1;displayName",
      country: "1;country",
      groups: "0;groups",
    })),
  };
}

/** What the metadata has no say in. */
function options({ signs, encryptsAssertion = false, sessionSeconds }: ServiceProvider) {
  return {
    samlSPMetaDataOptionsNameIDFormat: "persistent",
    samlSPMetaDataOptionsCheckSSOMessageSignature: 1,
    ...(signs && { samlSPMetaDataOptionsSignSSOMessage: signs === "assertion" ? 0 : 1 }),
    ...(sessionSeconds && { samlSPMetaDataOptionsSessionNotOnOrAfterTimeout: sessionSeconds }),
    samlSPMetaDataOptionsEncryptionMode: encryptsAssertion ? "assertion" : "none",
    samlSPMetaDataOptionsEnableIDPInitiatedURL: 1,
  };
}

function byKey<T>(
  { serviceProviders }: LemonLdapState,
  settings: (provider: ServiceProvider) => T,
): Record<string, T> {
  return Object.fromEntries(serviceProviders.map((provider) => [provider.id, settings(provider)]));
}
