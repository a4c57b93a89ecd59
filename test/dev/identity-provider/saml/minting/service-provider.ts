/** A service provider that is plain node-saml, which has no code in common with what mints. */

import { type Profile, SAML, type SamlConfig } from "@node-saml/node-saml";
import { toFormField } from "../../../../../dev/identity-provider/saml/minting/form-field.ts";
import type { ResponseSpec } from "../../../../../dev/identity-provider/saml/minting/response-spec.ts";

export const ENTITY_ID = "https://sp.example/metadata";
export const ACS_URL = "https://sp.example/acs";

/** Live as long as the test: node-saml reads the real clock. */
export function aSpec(): ResponseSpec {
  return {
    now: new Date(),
    issuer: "https://idp.example/metadata",
    assertionConsumerServiceUrl: ACS_URL,
    audience: ENTITY_ID,
    nameId: { value: "lucia" },
    attributes: [{ name: "groups", values: ["treasury", "staff"] }],
  };
}

export async function accept(
  xml: string,
  idpCert: string,
  options: Partial<SamlConfig> = {},
): Promise<Profile> {
  const saml = new SAML({
    issuer: ENTITY_ID,
    audience: ENTITY_ID,
    callbackUrl: ACS_URL,
    idpCert,
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    ...options,
  });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: toFormField(xml) });
  if (!profile) throw new Error("no profile");
  return profile;
}
