/**
 * `/logout` and `/slo`: the person signs out here, then every service provider that has been told of the sign-in and
 * wants to know is told one after the other, over HTTP-Redirect (SAML Profiles §4.4).
 * Invariant: the sign-in here is over before anybody is told, so no answer can keep it alive.
 */

import type { PendingLogout, SignIn } from "../browsers.ts";
import { logoutRequestXml, readLogoutResponse } from "../logout-messages.ts";
import { makeMessageId } from "../minting/message-id.ts";
import { signedOutPage } from "../pages.ts";
import type { Provider, Visit } from "../provider.ts";
import { readRedirectMessage, verifyRedirectMessage } from "../redirect-message.ts";
import { redirectUrl } from "../redirect-url.ts";
import { pageReply, type Reply, redirectReply } from "../reply.ts";
import { RequestFault } from "../request-fault.ts";

export function logout(provider: Provider, visit: Visit): Reply {
  const { signIn } = visit.browser;
  visit.browser.signIn = null;
  visit.browser.pending.clear();
  provider.browsers.renew(visit.browser);
  if (!signIn) return pageReply(signedOutPage([]));
  const remaining = provider.serviceProviders
    .all()
    .filter(({ entityId, singleLogoutUrl }) => singleLogoutUrl && signIn.informed.has(entityId));
  return tellNext(provider, visit, { signIn, remaining, unconfirmed: [] });
}

/** The answer of the one that was told last. */
export function logoutAnswered(provider: Provider, visit: Visit): Reply {
  const message = readRedirectMessage(visit.rawQuery, "SAMLResponse");
  const response = readLogoutResponse(message.unverifiedXml);
  const pending = visit.browser.logout;
  if (!pending || response.inResponseTo !== pending.requestId) {
    throw new RequestFault("The LogoutResponse answers no request of this browser.");
  }
  if (response.issuer !== pending.asked.entityId) {
    throw new RequestFault(`The LogoutResponse is from ${response.issuer}, not ${pending.asked.entityId}.`);
  }
  verifyRedirectMessage(message, pending.asked.signingCertificates);
  if (response.destination !== provider.addresses.singleLogout) {
    throw new RequestFault(`The LogoutResponse's Destination is ${response.destination}.`);
  }
  const { unconfirmed, asked } = pending;
  const progress = { ...pending, unconfirmed: response.isSuccess ? unconfirmed : [...unconfirmed, asked] };
  return tellNext(provider, visit, progress);
}

function tellNext(
  provider: Provider,
  { browser }: Visit,
  { signIn, remaining, unconfirmed }: Pick<PendingLogout, "signIn" | "remaining" | "unconfirmed">,
): Reply {
  const [asked, ...later] = remaining;
  if (!asked?.singleLogoutUrl) {
    browser.logout = null;
    return pageReply(signedOutPage(unconfirmed.map(({ entityId }) => entityId)));
  }
  const requestId = makeMessageId();
  browser.logout = { requestId, asked, signIn, remaining: later, unconfirmed };
  const xml = requestXml(provider, requestId, asked.singleLogoutUrl, signIn);
  return redirectReply(redirectUrl(asked.singleLogoutUrl, "SAMLRequest", xml, provider.keys.current()));
}

function requestXml({ entityId, now }: Provider, id: string, destination: string, signIn: SignIn): string {
  const { person, sessionIndex } = signIn;
  return logoutRequestXml({
    ...{ id, destination, sessionIndex },
    now: now(),
    issuer: entityId,
    nameId: person.sub,
  });
}
