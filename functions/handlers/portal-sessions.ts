/** `GET /api/v1/sessions` and `DELETE /api/v1/sessions/{id}`: a person's streaming sessions, for the pages of a portal. */
import { apiProblem } from "../http/api-problem.ts";
import type { Route } from "../http/define-function.ts";
import { json } from "../http/response.ts";
import type { OwnSession } from "../people/own-sessions.ts";
import { endPortalSession, type PortalSessionsPorts, portalSessions } from "../portal-api/portal-sessions.ts";
import { rfc3339 } from "../timestamps.ts";
import { type ApiCallerPorts, asCaller } from "./api-caller.ts";

export type PortalSessionsRoutePorts = ApiCallerPorts & PortalSessionsPorts;

export const portalSessionsRoute: Route<PortalSessionsRoutePorts> = (request, ports) =>
  asCaller(request, ports, false, async (caller) => {
    const { sessions, silentRegions } = await portalSessions(ports, caller);
    return json(200, { sessions: sessions.map(session), silentRegions });
  });

export const endPortalSessionRoute: Route<PortalSessionsRoutePorts> = (request, ports) =>
  asCaller(request, ports, true, async (caller) => {
    const { pathParameters, routeKey, correlationId } = request;
    const id = pathParameters.id ?? "";
    const ended = await endPortalSession(ports, { caller, id, routeKey, correlationId });
    return ended.ok ? { statusCode: 204 } : apiProblem(request, ended.error);
  });

function session({ startedAt, expiresAt, ...known }: OwnSession) {
  return {
    ...known,
    startedAt: rfc3339(startedAt),
    expiresAt: expiresAt === null ? null : rfc3339(expiresAt),
  };
}
