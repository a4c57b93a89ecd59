/**
 * One valid response of one identity provider, from which each test deviates, and the service provider that expects
 * it. Keys are made anew for every run. `NOW` is the real time, because the library reads no other clock.
 */
import { createPublicKey } from "node:crypto";
import type { Element, Node } from "xmldom-strict";
import { assertionXml } from "../../../dev/identity-provider/saml/minting/assertion-xml.ts";
import { toFormField } from "../../../dev/identity-provider/saml/minting/form-field.ts";
import type { ResponseSpec } from "../../../dev/identity-provider/saml/minting/response-spec.ts";
import { makeSamlKey, type SamlKey } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { AssertionContent, AssertionExpected } from "../../../functions/identity/saml/assertion.ts";
import type { LibraryParties } from "../../../functions/identity/saml/library.ts";
import { type ResponseRules, verifyResponse } from "../../../functions/identity/saml/response.ts";
import { elementsOf, isElement, parseXml } from "../../../functions/identity/saml/strict-xml.ts";

export const NOW = Date.now();
export const ISSUER = "https://idp.example.com/metadata";
export const ENTITY_ID = "https://broker.example.com/login/corporate/metadata";
export const ACS_URL = "https://broker.example.com/login/corporate/acs";
export const SSO_URL = "https://idp.example.com/sso?tenant=1";
export const SLO_URL = "https://idp.example.com/slo";
export const REQUEST_ID = "_request-1";
export const NAME_ID = "7f3a1c52-94de-4b0e";

export const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
export const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
export const PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
export const MFA = "https://refeds.org/profile/mfa";
export const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
export const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
export const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

const keys = new Map<string, Promise<SamlKey>>();
export function keyOf(name: "idp" | "idp-next" | "stranger" | "sp" | "sp-next"): Promise<SamlKey> {
  const key = keys.get(name) ?? makeSamlKey({ commonName: name });
  keys.set(name, key);
  return key;
}

export function at(seconds: number): Date {
  return new Date(NOW + seconds * 1000);
}

export function aSpec(overrides: Partial<ResponseSpec> = {}): ResponseSpec {
  return {
    now: new Date(NOW),
    issuer: ISSUER,
    assertionConsumerServiceUrl: ACS_URL,
    audience: ENTITY_ID,
    inResponseTo: REQUEST_ID,
    responseId: "_response-1",
    assertionId: "_assertion-1",
    nameId: { value: NAME_ID },
    attributes: [
      { name: "displayName", values: ["Lucía Fernández"] },
      { name: "groups", values: ["treasury", "staff"] },
    ],
    ...overrides,
  };
}

/** In the default namespace, so that it stands alone and raw pieces need no prefix. */
export function anAssertion(overrides: Partial<ResponseSpec> = {}): Element {
  return elementFrom(assertionXml(aSpec({ prefixes: { protocol: "samlp", assertion: "" }, ...overrides })));
}

export function elementFrom(xml: string): Element {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(`refused: ${parsed.error.reason}`);
  return parsed.value;
}

/** The first of that local name. */
export function elementNamed(root: Element, name: string): Element {
  const found = [...elementsOf(root)].find(({ localName }) => localName === name);
  if (found === undefined) throw new TypeError(`no ${name}`);
  return found;
}

/** The local names from the document element down: a tree itself is more than a failing test can print. */
export function pathOf(element: Element | undefined): string {
  const names: string[] = [];
  for (let node: Node | null = element ?? null; isElement(node); node = node.parentNode) {
    names.unshift(node.localName ?? "");
  }
  return names.join("/");
}

export function expectation(overrides: Partial<AssertionExpected> = {}): AssertionExpected {
  return {
    issuer: ISSUER,
    recipient: ACS_URL,
    audience: ENTITY_ID,
    requestId: REQUEST_ID,
    authnContexts: [],
    maxAuthenticationAgeSeconds: null,
    authenticatedSince: undefined,
    now: NOW,
    ...overrides,
  };
}

/** What `aSpec` says, as it is read. */
export function contentOf(overrides: Partial<AssertionContent> = {}): AssertionContent {
  return {
    id: "_assertion-1",
    nameId: { value: NAME_ID, format: PERSISTENT },
    authentication: { authenticatedAt: NOW, contextClass: PASSWORD, sessionIndex: "_assertion-1" },
    attributes: new Map([
      ["displayName", ["Lucía Fernández"]],
      ["groups", ["treasury", "staff"]],
    ]),
    usableUntil: NOW + 300_000 + 60_000,
    ...overrides,
  };
}

export function partiesOf(...certificates: readonly string[]): LibraryParties {
  return {
    serviceProviderEntityId: ENTITY_ID,
    assertionConsumerServiceUrl: ACS_URL,
    identityProviderEntityId: ISSUER,
    certificates,
  };
}

export function rulesFor(
  certificates: readonly string[],
  overrides: Partial<ResponseRules> = {},
): ResponseRules {
  return {
    parties: partiesOf(...certificates),
    keys: certificates.map((certificate) => createPublicKey(certificate)),
    decryptionKeys: [],
    require: { signedResponse: false, signedAssertion: false, encryptedAssertion: false },
    allowCbc: false,
    ...overrides,
  };
}

export async function verify(
  xml: string,
  overrides: { readonly rules?: Partial<ResponseRules>; readonly expected?: Partial<AssertionExpected> } = {},
) {
  const rules = rulesFor([(await keyOf("idp")).certificate], overrides.rules);
  return verifyResponse(toFormField(xml), rules, expectation(overrides.expected));
}
