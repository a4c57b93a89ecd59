import { X509Certificate } from "node:crypto";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { Element } from "xmldom-strict";
import {
  type ServiceProviderDescription,
  serviceProviderMetadata,
} from "../../../functions/identity/saml/service-provider-metadata.ts";
import {
  attributeOf,
  childElements,
  childrenNamed,
  elementsOf,
  onlyChild,
  textOf,
} from "../../../functions/identity/saml/strict-xml.ts";
import { ACS_URL, ENTITY_ID, elementFrom, elementNamed, keyOf } from "./response-builders.ts";

const [current, next] = await Promise.all([keyOf("sp"), keyOf("sp-next")]);
const SLO_URL = "https://broker.example.com/logout/corporate/saml";
const MD = "urn:oasis:names:tc:SAML:2.0:metadata";
const METHODS = [
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
];

function described(overrides: Partial<ServiceProviderDescription> = {}): string {
  return serviceProviderMetadata({
    entityId: ENTITY_ID,
    assertionConsumerServiceUrl: ACS_URL,
    singleLogoutUrl: SLO_URL,
    signingCertificates: [current.certificate],
    encryptionCertificate: undefined,
    wantAssertionsSigned: true,
    ...overrides,
  });
}

const roleOf = (xml: string) => elementNamed(elementFrom(xml), "SPSSODescriptor");

/** `use`, the certificate and the methods of each key. */
function keysIn(xml: string) {
  return childrenNamed(roleOf(xml), "metadata", "KeyDescriptor").map((descriptor) => {
    const der = textOf(elementNamed(descriptor, "X509Certificate")) ?? "";
    const methods = childrenNamed(descriptor, "metadata", "EncryptionMethod");
    return {
      use: attributeOf(descriptor, "use"),
      key: new X509Certificate(Buffer.from(der, "base64")).subject,
      methods: methods.map((method) => attributeOf(method, "Algorithm")),
    };
  });
}

describe("serviceProviderMetadata", () => {
  it("names us and our addresses", () => {
    const root = elementFrom(described());
    expect([root.localName, root.namespaceURI, attributeOf(root, "entityID")]).toStrictEqual([
      "EntityDescriptor",
      MD,
      ENTITY_ID,
    ]);
    const role = onlyChild(root, "metadata", "SPSSODescriptor") as Element;
    const endpoints = childElements(role).filter(({ localName }) => localName !== "KeyDescriptor");
    const written = endpoints.map((endpoint) => [
      endpoint.localName,
      ...["Binding", "Location", "index", "isDefault"].map((name) => attributeOf(endpoint, name)),
    ]);
    const binding = "urn:oasis:names:tc:SAML:2.0:bindings";
    expect(written).toStrictEqual([
      ["SingleLogoutService", `${binding}:HTTP-Redirect`, SLO_URL, undefined, undefined],
      ["AssertionConsumerService", `${binding}:HTTP-POST`, ACS_URL, "0", "true"],
    ]);
  });

  it.each([
    [true, "true"],
    [false, undefined],
  ])("says that requests are signed, and whether assertions must be: %s", (wantAssertionsSigned, written) => {
    const role = roleOf(described({ wantAssertionsSigned }));
    expect(attributeOf(role, "protocolSupportEnumeration")).toBe("urn:oasis:names:tc:SAML:2.0:protocol");
    expect(attributeOf(role, "AuthnRequestsSigned")).toBe("true");
    expect(attributeOf(role, "WantAssertionsSigned")).toBe(written);
  });

  it("publishes one key, and none to encrypt to", () => {
    expect(keysIn(described())).toStrictEqual([{ use: "signing", key: "CN=sp", methods: [] }]);
  });

  it("publishes two keys while one is replaced, and one to encrypt to", () => {
    const xml = described({
      signingCertificates: [current.certificate, next.certificate],
      encryptionCertificate: next.certificate,
    });
    expect(keysIn(xml)).toStrictEqual([
      { use: "signing", key: "CN=sp", methods: [] },
      { use: "signing", key: "CN=sp-next", methods: [] },
      { use: "encryption", key: "CN=sp-next", methods: METHODS },
    ]);
  });

  it("offers nothing that we refuse, and no key of ours", () => {
    const xml = described({ encryptionCertificate: current.certificate });
    expect(xml).not.toMatch(
      /-cbc"|sha1"|rsa-1_5|tripledes|HTTP-Artifact|PRIVATE|BEGIN|HTTP-POST"[^>]*logout/i,
    );
    const locations = [...elementsOf(elementFrom(xml))].flatMap(
      (node) => attributeOf(node, "Location") ?? [],
    );
    expect(locations).toStrictEqual([SLO_URL, ACS_URL]);
  });

  it("stands in the order of the schema (SAML Metadata §2.4.4)", () => {
    const xml = described({ encryptionCertificate: current.certificate });
    expect(childElements(roleOf(xml)).map(({ localName }) => localName)).toStrictEqual([
      "KeyDescriptor",
      "KeyDescriptor",
      "SingleLogoutService",
      "AssertionConsumerService",
    ]);
  });

  it("escapes what the policy names", () => {
    const entityId = `urn:<"a"> & 'b'`;
    const assertionConsumerServiceUrl = `${ACS_URL}?a="1"&b=<2>`;
    const singleLogoutUrl = `${SLO_URL}?a="1"&b=<2>`;
    const root = elementFrom(described({ entityId, assertionConsumerServiceUrl, singleLogoutUrl }));
    expect(attributeOf(root, "entityID")).toBe(entityId);
    const [logout, consumer] = ["SingleLogoutService", "AssertionConsumerService"].map((name) =>
      attributeOf(elementNamed(root, name), "Location"),
    );
    expect([logout, consumer]).toStrictEqual([singleLogoutUrl, assertionConsumerServiceUrl]);
  });

  it("reads the same with the parser of node-saml", () => {
    const fromLibrary = createRequire(createRequire(import.meta.url).resolve("@node-saml/node-saml"));
    const { DOMParser } = fromLibrary("@xmldom/xmldom") as {
      readonly DOMParser: new (options: object) => Parser;
    };
    const faults: string[] = [];
    const errorHandler = (level: string, message: string) => faults.push(`${level} ${message}`);
    const xml = described({ encryptionCertificate: next.certificate });
    const root = new DOMParser({ errorHandler }).parseFromString(xml, "text/xml").documentElement;
    expect(faults).toStrictEqual([]);
    const shapeOf = (from: Element) =>
      [...elementsOf(from)].map((node) => [node.tagName, node.namespaceURI, attributeOf(node, "Algorithm")]);
    expect(shapeOf(root)).toStrictEqual(shapeOf(elementFrom(xml)));
  });
});

interface Parser {
  parseFromString(xml: string, mimeType: "text/xml"): { readonly documentElement: Element };
}
