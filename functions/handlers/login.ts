/**
 * `GET /login/{idp}`, and `GET /login/{idp}/saml` where that is spoken: starts a sign-in, which ends in the launch
 * or the page of ours that the query names, or on the start page.
 */
import type { SignInTarget } from "../core/intent.ts";
import type { IdentityProviderPolicy } from "../core/policy-identity.ts";
import type { RefusalReason } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import { goalLoginPath, goalPath, parseReturnPage, type SignInGoal } from "../core/return-page.ts";
import { clearSurplusTransactions, type SameSite, setCookie, transactionCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { signInPage } from "../http/pages.ts";
import { type RefusalPorts, refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import { isFromAnotherSite, isWithoutClick } from "../http/same-origin.ts";
import type { BeginSignIn } from "../sign-in/begin-sign-in.ts";
import { readIntent, withoutForeignYes } from "./launch-intent.ts";

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
  const goal = readGoal(request);
  if (!goal.ok) return refuseAndAudit(ports, request, goal.error);
  const intent = goal.value;
  const reauthenticate = request.query.get("again") === "1";
  const identityProvider = request.pathParameters.idp ?? "";
  const provider = providers.get(identityProvider);
  if (provider !== undefined) {
    const href = goalLoginPath({ id: identityProvider, protocol: provider.protocol }, intent, reauthenticate);
    // With several providers, a link on another site could sign someone in at a provider of its author's choice, and so
    // into its author's session: the person chooses with a click of their own (ASVS 7.6.2). And no page has anybody
    // launch without a click: what ends in a launch begins with one.
    const isUnasked = intent !== undefined && !("page" in intent) && isWithoutClick(request);
    if (isUnasked || (providers.size > 1 && isFromAnotherSite(request))) {
      return signInPage(request, [{ name: provider.name, href }]);
    }
    if (provider.protocol !== protocol) return redirect(href);
  }
  const started = await signIn.begin(identityProvider, { intent, reauthenticate }, request.correlationId);
  if (!started.ok) return refuse(request, started.error, { retry: intent && goalPath(intent), support });
  const { redirectTo, transactionId, sealedTransaction, cookieSeconds } = started.value;
  const name = transactionCookie(transactionId);
  const cookie = setCookie(name, sealedTransaction, cookieSeconds, TRANSACTION_SAME_SITE[protocol]);
  return redirect(redirectTo, [...clearSurplusTransactions(request.cookies, cookie.length), cookie]);
};

/** A launch, a page of ours, or neither: then the start page. */
function readGoal(request: HttpRequest): Result<SignInGoal | undefined, RefusalReason> {
  const { query } = request;
  const [page, ...others] = query.getAll("to");
  const application = query.get("application");
  if (others.length > 0 || (page !== undefined && application !== null)) return err("parameter_repeated");
  if (application !== null) {
    const intent = readIntent(application, query);
    return intent.ok ? ok(withoutForeignYes(request, intent.value)) : intent;
  }
  if (page === undefined) return ok(undefined);
  const wanted = parseReturnPage(page);
  return wanted === undefined ? err("return_page_unknown") : ok(wanted);
}
