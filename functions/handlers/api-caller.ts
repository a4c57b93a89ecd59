/**
 * What every route of the Portal API does first and last: who asks, and how they stand with their limits, on every answer.
 * Invariant: no cookie has a part in it, and no answer lets another site's page read it: a portal's server asks.
 */
import { apiProblem } from "../http/api-problem.ts";
import { presentedToken } from "../http/bearer-token.ts";
import { rateHeaders } from "../http/rate-headers.ts";
import type { HttpRequest } from "../http/request.ts";
import type { HttpResponse } from "../http/response.ts";
import { admitCaller, type CallerPorts } from "../portal-api/admit-caller.ts";
import type { PortalCaller } from "../portal-api-ports.ts";

export interface ApiCallerPorts extends CallerPorts {
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export async function asCaller(
  request: HttpRequest,
  ports: ApiCallerPorts,
  changesSomething: boolean,
  serve: (caller: PortalCaller) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const { routeKey, correlationId, viewer } = request;
  const presented = presentedToken(request, ports.origin);
  const call = { routeKey, correlationId, address: viewer.clientIp, presented, changesSomething };
  const { caller, rates } = await admitCaller(ports, call);
  const response = caller.ok ? await serve(caller.value) : apiProblem(request, caller.error);
  return { ...response, headers: { ...response.headers, ...rateHeaders(rates) } };
}
