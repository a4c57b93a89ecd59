import { inflateRawSync } from "node:zlib";
import { SAML } from "@node-saml/node-saml";
import { describe, expect, it } from "vitest";
import { readAuthnRequest } from "../../../dev/identity-provider/saml/authn-request.ts";
import { certificateBody } from "../../../dev/identity-provider/saml/minting/saml-key.ts";
import { type AuthnRequest, authnRequestXml } from "../../../functions/identity/saml/authn-request.ts";
import { signingKeyOf } from "../../../functions/identity/saml/service-provider-keys.ts";
import { signedRedirectUrl } from "../../../functions/identity/saml/signed-redirect.ts";
import { attributeOf } from "../../../functions/identity/saml/strict-xml.ts";
import { pairOf } from "./provider-stage.ts";
import { ACS_URL, ENTITY_ID, elementFrom, keyOf, MFA, NOW, PASSWORD, SSO_URL } from "./response-builders.ts";

const key = await keyOf("sp");
const REQUEST: AuthnRequest = {
  id: "_request-1",
  issuer: ENTITY_ID,
  now: NOW,
  destination: SSO_URL,
  assertionConsumerServiceUrl: ACS_URL,
  forceAuthn: false,
  authnContexts: [],
};

/** The whole address as node-saml writes and signs it, with the moment at which it did. */
async function byTheLibrary(request: AuthnRequest, relayState: string) {
  const library = new SAML({
    callbackUrl: request.assertionConsumerServiceUrl,
    entryPoint: request.destination,
    issuer: request.issuer,
    idpCert: certificateBody(key.certificate),
    privateKey: key.privateKey,
    signatureAlgorithm: "sha256",
    identifierFormat: null,
    disableRequestedAuthnContext: request.authnContexts.length === 0,
    authnContext: [...request.authnContexts],
    racComparison: "exact",
    forceAuthn: request.forceAuthn,
    generateUniqueId: () => request.id,
  });
  const url = await library.getAuthorizeUrlAsync(relayState, undefined, {});
  const message = Buffer.from(new URL(url).searchParams.get("SAMLRequest") ?? "", "base64");
  const root = elementFrom(inflateRawSync(message).toString());
  return { url, now: Date.parse(attributeOf(root, "IssueInstant") ?? "") };
}

describe("authnRequestXml", () => {
  it.each<[string, Partial<AuthnRequest>]>([
    ["that asks for nothing", {}],
    ["for a fresh sign-in", { forceAuthn: true }],
    ["for one class", { authnContexts: [MFA] }],
    ["for one of several, and a fresh sign-in", { authnContexts: [MFA, PASSWORD], forceAuthn: true }],
    ["with an entity id that must be escaped", { issuer: "urn:a&b<c>" }],
    ["to an address without a query", { destination: "https://idp.example.com/sso" }],
    ["to an address with several", { destination: "https://idp.example.com/sso?a=1&b=%2F" }],
  ])("and its signature are node-saml's to the last bit, of a request %s", async (_name, overrides) => {
    const request = { ...REQUEST, ...overrides };
    const relayState = "x2Jq-_9Zk3vT1mYb7cLr0sWdP5uHgNfE4aQoXiKtB8M";
    const { url, now } = await byTheLibrary(request, relayState);
    const ours = await signedRedirectUrl(
      {
        parameter: "SAMLRequest",
        xml: authnRequestXml({ ...request, now }),
        destination: request.destination,
        relayState,
      },
      signingKeyOf(pairOf(key)).signer,
    );
    expect(ours.ok && ours.value).toBe(url);
  });

  it("says when, and escapes what it writes", () => {
    const [issuer, destination] = ['urn:<"a">&b', 'https://idp.example.com/?a=1&b="<2>"'];
    const xml = authnRequestXml({ ...REQUEST, issuer, destination, authnContexts: ["urn:<a>&"] });
    expect(readAuthnRequest(xml)).toMatchObject({ issuer, destination });
    const root = elementFrom(xml);
    expect(attributeOf(root, "IssueInstant")).toBe(new Date(NOW).toISOString());
  });
});
