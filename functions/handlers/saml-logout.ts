/**
 * `GET /logout/{idp}/saml`: the identity provider ends this browser's broker session with a signed LogoutRequest
 * (SAML Profiles §4.4, HTTP-Redirect), and where it names the person, all their sessions in every browser. It is
 * answered where the identity provider wants an answer.
 */
import { openSession, type SealedSessionPorts } from "../broker-session.ts";
import { signOutEvent } from "../core/audit-event.ts";
import { revocationEvent } from "../core/audit-revocation-event.ts";
import { type Evidence, type RefusalReason, refusal } from "../core/refusal.ts";
import { clearCookie, SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { redirect } from "../http/response.ts";
import type { AuditSink, HomeStores } from "../ports.ts";
import type { Identity, RegionalRevocations } from "../revocation-ports.ts";
import { useUp } from "../sign-in/use-up.ts";
import type { SamlIdentityProvider } from "../sign-in-ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";

export interface SamlLogoutPorts extends SealedSessionPorts {
  readonly samlProviders: ReadonlyMap<string, Pick<SamlIdentityProvider, "logOut">>;
  readonly homes: HomeStores;
  readonly everywhere: RegionalRevocations;
  readonly audit: AuditSink;
}

export const samlLogoutRoute: Route<SamlLogoutPorts> = async (request, ports) => {
  const { samlProviders, homes, audit } = ports;
  const now = ports.now();
  const refused = (reason: RefusalReason, evidence?: Evidence) =>
    refuseAndAudit(
      { ...ports, support: ports.index.policy.support },
      request,
      reason,
      evidence,
      "sign_out_failed",
    );
  const { idp = "" } = request.pathParameters;
  const provider = samlProviders.get(idp);
  if (provider === undefined) return refused("identity_provider_unknown");
  // In a frame the browser keeps our cookie from us, so the session could not be ended and "done" would be a lie.
  const destination = request.headers["sec-fetch-dest"] ?? "document";
  if (destination !== "document") return refused("not_a_navigation");
  const logout = await provider.logOut(request.rawQuery, now);
  if (!logout.ok) return refused(logout.error.reason, logout.error.evidence);
  const { requestId, subject, usableUntil, redirectTo } = logout.value;
  const id = `saml-logout ${idp} ${requestId}`;
  const once = { id, region: homes.homeOf(id), expiresAt: usableUntil };
  const replayed = refusal("saml_logout_invalid", { rule: "replayed" });
  const used = await useUp(homes, once, epochSeconds(now), replayed);
  if (used !== undefined) return refused(used.reason, used.evidence);
  const session = await openSession(ports, request.cookies.get(SESSION_COOKIE));
  // Neither a session from another identity provider nor, by a link, another person's is theirs to end.
  const isTheirs =
    session?.principal.identityProvider === idp &&
    (subject === null || session.principal.subject === subject);
  if (isTheirs) audit.write(signOutEvent(auditStamp(now, request.correlationId), session.principal));
  const cookies = isTheirs ? [clearCookie(SESSION_COOKIE)] : [];
  const missing =
    subject === null ? [] : await endEverywhere(ports, request, { identityProvider: idp, subject });
  // "Done" would be a lie to the identity provider: elsewhere the person is signed in still.
  if (missing.length > 0) {
    return { ...refused("logout_not_everywhere", { regions: missing.join(",") }), cookies };
  }
  return redirect(redirectTo ?? "/", cookies);
};

/** Answers the Regions where it could not be written. */
async function endEverywhere(
  { everywhere, audit, now }: SamlLogoutPorts,
  { correlationId }: HttpRequest,
  person: Identity,
): Promise<readonly string[]> {
  const at = now();
  const missingIn = await everywhere.end([{ sessions: person, endedUntil: at }], epochSeconds(at));
  const account = { event: "sessions_revoked", by: "saml_logout", scope: "person", missingIn } as const;
  audit.write(revocationEvent(auditStamp(at, correlationId), { ...account, ...person }));
  return missingIn;
}
