/** `/sso`: a service provider asks who this is (SAML Profiles §4.1.4.1), over HTTP-Redirect. */

import { answerFailure } from "../answer.ts";
import { checkAuthnRequest, readAuthnRequest } from "../authn-request.ts";
import { currentSignIn, type Provider, type Visit } from "../provider.ts";
import { readRedirectMessage, verifyRedirectMessage } from "../redirect-message.ts";
import type { Reply } from "../reply.ts";
import { beginSignIn } from "./sign-in.ts";

/** A request that cannot be trusted is answered to the person alone: its sender may be anybody. */
export function singleSignOn(provider: Provider, { rawQuery, browser }: Visit): Reply {
  const message = readRedirectMessage(rawQuery, "SAMLRequest");
  const request = readAuthnRequest(message.unverifiedXml);
  const serviceProvider = provider.serviceProviders.named(request.issuer);
  verifyRedirectMessage(message, serviceProvider.signingCertificates);
  checkAuthnRequest(request, serviceProvider, provider.addresses.singleSignOn);

  const inquiry = { serviceProvider, relayState: message.relayState, request };
  const mayAnswerAtOnce = currentSignIn(provider, browser) !== null && !request.forceAuthn;
  return request.isPassive && !mayAnswerAtOnce
    ? answerFailure(provider, inquiry, "noPassive")
    : beginSignIn(provider, browser, inquiry);
}
