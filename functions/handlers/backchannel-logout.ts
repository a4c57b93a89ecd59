/**
 * `POST /logout/{idp}/backchannel`: an OpenID provider tells us that somebody signed out there. No browser and no cookie
 * has a part in it: what counts is the token's signature.
 * Invariant: whatever is wrong with a request has the same answer (§2.8); why is in the audit event.
 */
import { presentationOf } from "../core/refusal.ts";
import type { Route } from "../http/define-function.ts";
import { readForm } from "../http/form.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, json } from "../http/response.ts";
import type { BackchannelLogout } from "../sign-in/backchannel-logout.ts";

export interface BackchannelLogoutRoutePorts {
  readonly backchannelLogout: BackchannelLogout;
}

/** A signed token of a few claims; an ID token with hundreds of groups is none. */
const MAX_BODY_LENGTH = 32_768;
const RETRY_AFTER_SECONDS = "30";

export const backchannelLogoutRoute: Route<BackchannelLogoutRoutePorts> = async (
  request,
  { backchannelLogout },
) => {
  const { correlationId } = request;
  const ended = await backchannelLogout({
    identityProvider: request.pathParameters.idp ?? "",
    token: logoutToken(request),
    correlationId,
  });
  if (ended.ok) return { statusCode: 200 };
  return presentationOf(ended.error.reason).status === 503
    ? answer(503, { error: "temporarily_unavailable", correlationId })
    : answer(400, { error: "invalid_request", correlationId });
};

function logoutToken(request: HttpRequest): string | undefined {
  if (request.body.text.length > MAX_BODY_LENGTH) return undefined;
  const form = readForm(request);
  const [token, ...others] = form.ok ? form.value.getAll("logout_token") : [];
  return others.length === 0 ? token : undefined;
}

function answer(status: 400 | 503, body: Readonly<Record<string, string>>): HttpResponse {
  const response = json(status, body);
  if (status === 400) return response;
  return { ...response, headers: { ...response.headers, "retry-after": RETRY_AFTER_SECONDS } };
}
