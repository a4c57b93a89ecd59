/**
 * A service provider built on node-saml, which has no code in common with the product's own, and what its browser
 * brings it. Its options can be changed for one request: that is how it misbehaves.
 */

import { type Profile, SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import { makeSamlKey, type SamlKey } from "../../../../dev/identity-provider/saml/minting/saml-key.ts";
import type { SamlIdentityProvider } from "../../../../dev/identity-provider/saml/server.ts";
import type { ServiceProvider } from "../../../../dev/identity-provider/saml/service-providers.ts";
import type { Page } from "../browser.ts";

const SP_ORIGIN = "http://sp.example";
export const ACS_URL = `${SP_ORIGIN}/acs`;
export const SP_ENTITY_ID = `${SP_ORIGIN}/metadata`;
export const SLO_URL = `${SP_ORIGIN}/slo`;

export interface TestServiceProvider {
  readonly key: SamlKey;
  readonly registration: ServiceProvider;
  /** As the identity provider's metadata stands now. */
  saml(provider: SamlIdentityProvider, options?: Partial<SamlConfig>): SAML;
  /** A signed AuthnRequest over HTTP-Redirect. */
  signInUrl(
    provider: SamlIdentityProvider,
    options?: Partial<SamlConfig>,
    relayState?: string,
  ): Promise<string>;
}

export async function makeServiceProvider(
  registration: Partial<ServiceProvider> = {},
): Promise<TestServiceProvider> {
  const key = await makeSamlKey({ commonName: "sp" });
  const registered: ServiceProvider = {
    entityId: SP_ENTITY_ID,
    assertionConsumerServiceUrl: ACS_URL,
    signingCertificates: [key.certificate],
    tiles: [],
    ...registration,
  };
  const saml = (provider: SamlIdentityProvider, options: Partial<SamlConfig> = {}): SAML =>
    new SAML({
      entryPoint: `${provider.origin}/sso`,
      issuer: registered.entityId,
      audience: registered.entityId,
      callbackUrl: registered.assertionConsumerServiceUrl,
      idpCert: certificatesIn(provider.metadataXml()),
      privateKey: key.privateKey,
      signatureAlgorithm: "sha256",
      digestAlgorithm: "sha256",
      disableRequestedAuthnContext: true,
      identifierFormat: null,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: true,
      ...options,
    });
  return {
    key,
    registration: registered,
    saml,
    signInUrl: (provider, options, relayState = "") =>
      saml(provider, options).getAuthorizeUrlAsync(relayState, undefined, {}),
  };
}

/** Expects the answer to a request that this very object made, whose ID it remembers. */
export const ANSWERED = { validateInResponseTo: ValidateInResponseTo.always } as const;

export function certificatesIn(metadata: string): string[] {
  return [...metadata.matchAll(/<ds:X509Certificate>([^<]+)</g)].map(([, certificate = ""]) => certificate);
}

export interface PostedForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What the response page would post. */
export function formOf({ html }: Page): PostedForm {
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return {
    action: unescapeHtml(/<form method="post" action="([^"]*)"/.exec(html)?.[1] ?? ""),
    fields: Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, unescapeHtml(value)])),
  };
}

export function responseIn(page: Page): string {
  return Buffer.from(formOf(page).fields.SAMLResponse ?? "", "base64").toString("utf8");
}

export async function profileIn(page: Page, saml: SAML): Promise<Profile> {
  const { profile } = await saml.validatePostResponseAsync({ ...formOf(page).fields });
  if (!profile) throw new Error("no profile");
  return profile;
}

function unescapeHtml(html: string): string {
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return html.replaceAll(/&(#?\w+);/g, (entity, name: string) => characters[name] ?? entity);
}
