/** `GET /login/{idp}`: starts a sign-in, which ends in the launch named in the query, or on the start page. */
import { type LaunchIntent, launchPath, loginPath } from "../core/intent.ts";
import type { LocalizedText } from "../core/policy.ts";
import { clearSurplusTransactions, setCookie, transactionCookie } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { signInPage } from "../http/pages.ts";
import { refuse, refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import type { AuditSink, Clock } from "../ports.ts";
import type { SignIn } from "../sign-in.ts";
import { readIntent } from "./launch-intent.ts";

export interface SignInRoutePorts {
  readonly signIn: SignIn;
  readonly audit: AuditSink;
  readonly now: Clock;
  /** The policy's word on where to get help. */
  readonly support: LocalizedText | null;
  /** Every provider of the policy, by id. */
  readonly providerNames: ReadonlyMap<string, LocalizedText>;
}

export const loginRoute: Route<SignInRoutePorts> = async (
  request,
  { signIn, audit, now, support, providerNames },
) => {
  const application = request.query.get("application");
  let intent: LaunchIntent | undefined;
  if (application !== null) {
    const read = readIntent(application, request.query);
    if (!read.ok) return refuseAndAudit(audit, request, read.error, now());
    intent = read.value;
  }
  const reauthenticate = request.query.get("again") === "1";
  const identityProvider = request.pathParameters.idp ?? "";
  const name = providerNames.get(identityProvider);
  if (name !== undefined && providerNames.size > 1 && isForeignLink(request)) {
    return signInPage(request, [{ name, href: loginPath(identityProvider, intent, reauthenticate) }]);
  }
  const started = await signIn.begin(identityProvider, { intent, reauthenticate }, request.correlationId);
  if (!started.ok) return refuse(request, started.error, { retry: intent && launchPath(intent), support });
  const { redirectTo, transactionId, sealedTransaction, cookieSeconds } = started.value;
  const cookie = setCookie(transactionCookie(transactionId), sealedTransaction, cookieSeconds);
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
