/**
 * `GET /login/{idp}`, and `GET /login/{idp}/saml` where that is spoken: starts a sign-in, which ends in the launch
 * named in the query, or on the start page.
 */
import { type LaunchIntent, launchPath, loginPath, type SignInTarget } from "../core/intent.ts";
import type { IdentityProviderPolicy } from "../core/policy-identity.ts";
import { clearSurplusTransactions, type SameSite, setCookie, transactionCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { signInPage } from "../http/pages.ts";
import { type RefusalPorts, refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import type { BeginSignIn } from "../sign-in/begin-sign-in.ts";
import { readIntent } from "./launch-intent.ts";

export interface LoginPorts extends RefusalPorts {
  readonly signIn: { readonly begin: BeginSignIn };
  /** What this function speaks; a provider of another protocol is passed on to its own. */
  readonly protocol: SignInTarget["protocol"];
  /** Every provider of the policy, by id. */
  readonly providers: ReadonlyMap<string, Pick<IdentityProviderPolicy, "name" | "protocol">>;
}

/** A SAML response is posted by the identity provider's page, which is another site's. */
const TRANSACTION_SAME_SITE: Readonly<Record<LoginPorts["protocol"], SameSite>> = {
  oidc: "Lax",
  saml: "None",
};

export const loginRoute: Route<LoginPorts> = async (request, ports) => {
  const { signIn, protocol, support, providers } = ports;
  // Each sign-in that begins leaves a cookie; images of another site's page must not begin any (RFC 6265 §6.1).
  const destination = request.headers["sec-fetch-dest"] ?? "document";
  if (destination !== "document") return refuseAndAudit(ports, request, "not_a_navigation");
  const application = request.query.get("application");
  let intent: LaunchIntent | undefined;
  if (application !== null) {
    const read = readIntent(application, request.query);
    if (!read.ok) return refuseAndAudit(ports, request, read.error);
    intent = read.value;
  }
  const reauthenticate = request.query.get("again") === "1";
  const identityProvider = request.pathParameters.idp ?? "";
  const provider = providers.get(identityProvider);
  if (provider !== undefined) {
    const href = loginPath({ id: identityProvider, protocol: provider.protocol }, intent, reauthenticate);
    if (providers.size > 1 && isForeignLink(request)) {
      return signInPage(request, [{ name: provider.name, href }]);
    }
    if (provider.protocol !== protocol) return redirect(href);
  }
  const started = await signIn.begin(identityProvider, { intent, reauthenticate }, request.correlationId);
  if (!started.ok) return refuse(request, started.error, { retry: intent && launchPath(intent), support });
  const { redirectTo, transactionId, sealedTransaction, cookieSeconds } = started.value;
  const name = transactionCookie(transactionId);
  const cookie = setCookie(name, sealedTransaction, cookieSeconds, TRANSACTION_SAME_SITE[protocol]);
  return redirect(redirectTo, [...clearSurplusTransactions(request.cookies, cookie.length), cookie]);
};

/**
 * With several providers, a link on another site could sign someone in at a provider of its author's choice, and so
 * into its author's session: the person chooses with a click of their own (ASVS 7.6.2). Old browsers do not say.
 */
function isForeignLink({ headers }: HttpRequest): boolean {
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site";
}
