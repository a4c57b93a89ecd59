/**
 * The metadata of one identity provider, valid and complete, from which each test deviates; and a policy that trusts
 * it. Keys are made anew for every run.
 */
import {
  certificateBody,
  makeSamlKey,
  type SamlKey,
} from "../../dev/identity-provider/saml/minting/saml-key.ts";
import { signXml } from "../../dev/identity-provider/saml/minting/sign-xml.ts";
import { element, type XmlAttributes } from "../../dev/identity-provider/saml/minting/xml.ts";
import type { Json } from "./policies.ts";

export const IDP_ENTITY_ID = "https://idp.example.com/metadata";
export const SSO_URL = "https://idp.example.com/sso?tenant=1";
export const SLO_URL = "https://idp.example.com/slo";
/** 2027-01-15. */
export const METADATA_NOW = 1_800_000_000;

const BINDINGS = "urn:oasis:names:tc:SAML:2.0:bindings";
export const SAML2 = "urn:oasis:names:tc:SAML:2.0:protocol";

/** One for now, one for after the rollover, one to sign metadata with, and one of somebody else. */
const keys = new Map<string, Promise<SamlKey>>();
export function idpKey(name: "first" | "second" | "federation" | "stranger"): Promise<SamlKey> {
  const key = keys.get(name) ?? makeSamlKey({ commonName: `${name} key` });
  keys.set(name, key);
  return key;
}

export interface EntityParts {
  readonly attributes: XmlAttributes;
  readonly roleName: string;
  readonly roleAttributes: XmlAttributes;
  readonly keyDescriptors: readonly string[];
  readonly services: readonly string[];
  /** Before the role. */
  readonly extraXml: string;
}

const NAMESPACES = {
  "xmlns:md": "urn:oasis:names:tc:SAML:2.0:metadata",
  "xmlns:ds": "http://www.w3.org/2000/09/xmldsig#",
};

export function entityXml(parts: Partial<EntityParts> & Pick<EntityParts, "keyDescriptors">): string {
  return element(
    "md:EntityDescriptor",
    { ...NAMESPACES, ID: "_entity", entityID: IDP_ENTITY_ID, ...parts.attributes },
    parts.extraXml ?? "",
    element(
      parts.roleName ?? "md:IDPSSODescriptor",
      { protocolSupportEnumeration: SAML2, ...parts.roleAttributes },
      ...parts.keyDescriptors,
      ...(parts.services ?? [
        serviceXml("SingleLogoutService", SLO_URL),
        serviceXml("SingleSignOnService", SSO_URL),
      ]),
    ),
  );
}

export function entitiesXml(attributes: XmlAttributes, ...children: readonly string[]): string {
  return element("md:EntitiesDescriptor", { ...NAMESPACES, ...attributes }, ...children);
}

export function keyDescriptorXml(certificate: string, use: string | null = "signing"): string {
  return keyInfoXml(x509Xml(certificateBody(certificate)), use);
}

export function x509Xml(...bodies: readonly string[]): string {
  const certificates = bodies.map((body) => element("ds:X509Certificate", {}, body));
  return element("ds:X509Data", {}, ...certificates);
}

export function keyInfoXml(content: string, use: string | null = "signing"): string {
  return element("md:KeyDescriptor", { use }, element("ds:KeyInfo", {}, content));
}

export function serviceXml(
  name: "SingleSignOnService" | "SingleLogoutService",
  location: string,
  {
    binding = "HTTP-Redirect",
    responseLocation = null,
  }: { binding?: string; responseLocation?: string | null } = {},
): string {
  return element(`md:${name}`, {
    Binding: `${BINDINGS}:${binding}`,
    Location: location,
    ResponseLocation: responseLocation,
  });
}

/** Over the whole document, as a federation does it. */
export function signedMetadata(xml: string, key: SamlKey, elementId = "_entity"): string {
  return signXml(xml, { key, elementId, location: { reference: "/*", action: "prepend" } });
}

/** A small policy whose only identity provider is this one. */
export function aSamlPolicyInput(metadata: Json = { file: "idp.xml" }): Json {
  return {
    version: 1,
    identityProviders: { corporate: aSamlProviderInput(metadata) },
    fleets: {},
    applications: {},
  };
}

export function aSamlProviderInput(metadata: Json, entityId = IDP_ENTITY_ID): Json {
  const serviceProvider = { signingKeys: ["env:SP_KEY"] };
  return { protocol: "saml", name: "Corporate sign-in", entityId, metadata, serviceProvider };
}
