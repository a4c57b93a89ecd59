/** `GET /login/{idp}`: starts a sign-in, which ends in the launch named in the query, or on the start page. */
import { type LaunchIntent, launchPath } from "../core/intent.ts";
import { clearSurplusTransactions, setCookie, transactionCookie } from "../http/cookies.ts";
import { type Route, refuseAndAudit } from "../http/define-function.ts";
import { refuse } from "../http/refusal-response.ts";
import { redirect } from "../http/response.ts";
import type { AuditSink, Clock } from "../ports.ts";
import type { SignIn } from "../sign-in.ts";
import { readIntent } from "./launch-intent.ts";

export interface SignInRoutePorts {
  readonly signIn: SignIn;
  readonly audit: AuditSink;
  readonly now: Clock;
}

export const loginRoute: Route<SignInRoutePorts> = async (request, { signIn, audit, now }) => {
  const application = request.query.get("application");
  let intent: LaunchIntent | undefined;
  if (application !== null) {
    const read = readIntent(application, request.query);
    if (!read.ok) return refuseAndAudit(audit, request, read.error, now());
    intent = read.value;
  }
  const reauthenticate = request.query.get("again") === "1";
  const identityProvider = request.pathParameters.idp ?? "";
  const started = await signIn.begin(identityProvider, { intent, reauthenticate }, request.correlationId);
  if (!started.ok) return refuse(request, started.error, { retry: intent && launchPath(intent) });
  const { redirectTo, transactionId, sealedTransaction, cookieSeconds } = started.value;
  const cookie = setCookie(transactionCookie(transactionId), sealedTransaction, cookieSeconds);
  return redirect(redirectTo, [...clearSurplusTransactions(request.cookies, cookie.length), cookie]);
};
