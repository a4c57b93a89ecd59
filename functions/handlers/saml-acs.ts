/**
 * `POST /login/{idp}/acs`: the assertion consumer service (SAML Bindings §3.5). Ends in the launch the person came
 * for; where nobody here began the sign-in, on the page that asks.
 */
import { goalPath } from "../core/return-page.ts";
import {
  clearCookie,
  PROPOSAL_COOKIE,
  SESSION_COOKIE,
  setCookie,
  transactionCookie,
} from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import type { SamlSignIn } from "../sign-in/saml-sign-in.ts";
import { arrivalCookies } from "./arrival-cookies.ts";
import type { LoginPorts } from "./login.ts";

export interface SamlSignInRoutePorts extends LoginPorts {
  readonly signIn: SamlSignIn;
}

/** SAML Bindings §3.5.3. */
const MAX_RELAY_STATE_BYTES = 80;

export const samlAcsRoute: Route<SamlSignInRoutePorts> = async (request, ports) => {
  const { signIn, support } = ports;
  const form = readSamlForm(request);
  if (form === undefined) return refuseAndAudit(ports, request, "saml_form_invalid");
  const { response, relayState } = form;
  const identityProvider = request.pathParameters.idp ?? "";
  const cookieName = relayState === undefined ? undefined : transactionCookie(relayState);
  const sealedTransaction = cookieName && request.cookies.get(cookieName);
  const { correlationId } = request;
  const completed = await signIn.complete({
    identityProvider,
    response,
    relayState,
    sealedTransaction,
    correlationId,
  });
  const cleared =
    cookieName !== undefined && sealedTransaction !== undefined ? [clearCookie(cookieName)] : [];
  if (!completed.ok) {
    const { refusal, intent } = completed.error;
    return refuse(request, refusal, { retry: intent && goalPath(intent), support }, cleared);
  }
  const { value } = completed;
  if ("sealedProposal" in value) {
    const proposal = setCookie(PROPOSAL_COOKIE, value.sealedProposal, value.lifetimeSeconds);
    return redirect(`/login/${identityProvider}/continue`, [proposal]);
  }
  const session = setCookie(SESSION_COOKIE, value.sealedSession, value.lifetimeSeconds);
  return redirect(goalPath(value.intent), [...cleared, session, ...arrivalCookies(value.intent)]);
};

function readSamlForm(
  request: HttpRequest,
): { readonly response: string; readonly relayState: string | undefined } | undefined {
  const form = readForm(request);
  if (!form.ok) return undefined;
  const responses = form.value.getAll("SAMLResponse");
  const relayStates = form.value.getAll("RelayState");
  const [response] = responses;
  const [relayState] = relayStates;
  if (response === undefined || responses.length > 1 || relayStates.length > 1) return undefined;
  if (Buffer.byteLength(relayState ?? "") > MAX_RELAY_STATE_BYTES) return undefined;
  return { response, relayState };
}
