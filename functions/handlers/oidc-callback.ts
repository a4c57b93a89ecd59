/** `GET /login/{idp}/callback`: the redirect URI. Ends in what the person came for. */
import { goalPath } from "../core/return-page.ts";
import { clearCookie, SESSION_COOKIE, setCookie, transactionCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { refuse } from "../http/refusal-response.ts";
import { redirect } from "../http/response.ts";
import type { SignIn } from "../sign-in/oidc-sign-in.ts";
import { arrivalCookies } from "./arrival-cookies.ts";
import type { LoginPorts } from "./login.ts";

export interface OidcSignInPorts extends LoginPorts {
  readonly signIn: SignIn;
}

export const oidcCallbackRoute: Route<OidcSignInPorts> = async (request, { signIn, support }) => {
  const state = request.query.get("state");
  const cookieName = state === null ? undefined : transactionCookie(state);
  const completed = await signIn.complete({
    identityProvider: request.pathParameters.idp ?? "",
    parameters: request.query,
    sealedTransaction: cookieName === undefined ? undefined : request.cookies.get(cookieName),
    correlationId: request.correlationId,
  });
  const cleared =
    cookieName !== undefined && request.cookies.has(cookieName) ? [clearCookie(cookieName)] : [];
  if (!completed.ok) {
    const { refusal, intent } = completed.error;
    return refuse(request, refusal, { retry: intent && goalPath(intent), support }, cleared);
  }
  const { sealedSession, lifetimeSeconds, intent } = completed.value;
  const session = setCookie(SESSION_COOKIE, sealedSession, lifetimeSeconds);
  return redirect(goalPath(intent), [...cleared, session, ...arrivalCookies(intent)]);
};
