/** The way to a page of ours for whoever is not signed in: through sign-in, and back to it. */
import type { PolicyIndex } from "../core/policy-index.ts";
import { goalLoginPath, type ReturnPage } from "../core/return-page.ts";
import { signInPage } from "../http/pages.ts";
import { refuseAndAudit } from "../http/refusal-response.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, redirect } from "../http/response.ts";
import type { AuditSink, Clock } from "../ports.ts";

export interface PageSignInPorts {
  readonly index: PolicyIndex;
  readonly audit: AuditSink;
  readonly now: Clock;
}

/** Straight on where there is one provider; of several the person chooses. Programs are refused. */
export function toSignInFor(request: HttpRequest, ports: PageSignInPorts, page: ReturnPage): HttpResponse {
  const { identityProviders, support } = ports.index.policy;
  if (request.prefersJson) return refuseAndAudit({ ...ports, support }, request, "not_signed_in");
  const links = Object.entries(identityProviders).map(([id, { name, protocol }]) => ({
    name,
    href: goalLoginPath({ id, protocol }, page),
  }));
  const [only, ...others] = links;
  return only !== undefined && others.length === 0 ? redirect(only.href) : signInPage(request, links);
}
