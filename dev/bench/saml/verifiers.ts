/**
 * Who verifies one response: ours with every check, node-saml and samlify alone with the same demands, and the floor.
 * Invariant: whoever does not accept a response throws, so nobody is fast by refusing.
 */
import { createPublicKey, sign, verify } from "node:crypto";
import { DOMParser } from "xmldom-strict";
import { createLibrary } from "../../../functions/identity/saml/library.ts";
import { verifyResponse } from "../../../functions/identity/saml/response.ts";
import { toFormField } from "../../identity-provider/saml/minting/form-field.ts";
import { BINDING } from "../../identity-provider/saml/minting/saml-names.ts";
import { samlify } from "./samlify.ts";
import type { SamlSample } from "./samples.ts";
import { type MeasuredSignIn, SINGLE_SIGN_ON_URL } from "./sign-in.ts";

export type VerifierId = "ours" | "node-saml" | "samlify" | "floor";

/** What one verification costs goes into the inner function, all that can be done once before it does not. */
export type Prepare = (signIn: MeasuredSignIn, sample: SamlSample) => Promise<() => Promise<void>>;

export const VERIFIERS: Readonly<Record<VerifierId, { readonly name: string; readonly prepare: Prepare }>> = {
  ours: { name: "ours, with every check", prepare: prepareOurs },
  "node-saml": { name: "node-saml alone", prepare: prepareNodeSaml },
  samlify: { name: "samlify, no schema, one signature", prepare: prepareSamlify },
  floor: { name: "one RSA signature, one parse", prepare: prepareFloor },
};

async function prepareOurs(
  { rules, expected }: MeasuredSignIn,
  { name, xml }: SamlSample,
): ReturnType<Prepare> {
  const field = toFormField(xml);
  return async () => {
    const verified = await verifyResponse(field, rules, expected);
    if (!verified.ok) throw new Error(`${name} was refused: ${verified.error.reason}`);
  };
}

async function prepareNodeSaml(
  { rules }: MeasuredSignIn,
  { name, xml, signed }: SamlSample,
): ReturnType<Prepare> {
  const SAMLResponse = toFormField(xml);
  const library = await createLibrary(rules.parties, {
    wantAuthnResponseSigned: signed === "both",
    wantAssertionsSigned: true,
  });
  return async () => {
    const { profile } = await library.validatePostResponseAsync({ SAMLResponse });
    if (!profile?.nameID) throw new Error(`node-saml found nobody in ${name}`);
  };
}

/** It is content with the first signature that holds; that is its way, not a setting of ours. */
async function prepareSamlify(
  { rules: { parties } }: MeasuredSignIn,
  { name, xml, signed }: SamlSample,
): ReturnType<Prepare> {
  samlify.setSchemaValidator({ validate: async () => "any schema" });
  const redirect = [{ Binding: BINDING.redirect, Location: SINGLE_SIGN_ON_URL }];
  const identityProvider = samlify.IdentityProvider({
    entityID: parties.identityProviderEntityId,
    signingCert: parties.certificates,
    singleSignOnService: redirect,
    singleLogoutService: redirect,
  });
  const serviceProvider = samlify.ServiceProvider({
    entityID: parties.serviceProviderEntityId,
    wantAssertionsSigned: true,
    wantMessageSigned: signed === "both",
    assertionConsumerService: [{ Binding: BINDING.post, Location: parties.assertionConsumerServiceUrl }],
  });
  const request = { body: { SAMLResponse: toFormField(xml) } };
  return async () => {
    const { extract } = await serviceProvider.parseLoginResponse(identityProvider, "post", request);
    if (!extract.nameID) throw new Error(`samlify found nobody in ${name}`);
  };
}

/** No verifier can do less: the document read once, and one signature over its bytes by the same key. */
async function prepareFloor({ key }: MeasuredSignIn, { name, xml }: SamlSample): ReturnType<Prepare> {
  const field = toFormField(xml);
  const signature = sign("sha256", Buffer.from(xml), key.privateKey);
  const publicKey = createPublicKey(key.certificate);
  const parser = new DOMParser({ locator: false, onError: (_, message) => console.error(message) });
  return async () => {
    const bytes = Buffer.from(field, "base64");
    const { documentElement } = parser.parseFromString(bytes.toString("utf8"), "text/xml");
    const isSigned = verify("sha256", bytes, publicKey, signature);
    if (!isSigned || documentElement === null) throw new Error(`the floor does not hold ${name}`);
  };
}
