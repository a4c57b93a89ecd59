/** `POST /api/v1/explain`: an operator asks why somebody may or may not launch, and where to; the answer is JSON. */
import { readSession, type SessionPorts } from "../broker-session.ts";
import { requestRefusedEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import { SESSION_COOKIE } from "../http/cookies.ts";
import type { Route } from "../http/define-function.ts";
import { readJsonBody } from "../http/json-body.ts";
import { operatorProblem } from "../http/operator-problem.ts";
import type { HttpRequest } from "../http/request.ts";
import { type HttpResponse, json } from "../http/response.ts";
import { isFromOurPage } from "../http/same-origin.ts";
import { type ExplainPorts, explainForOperator } from "../operators/explain-for-operator.ts";
import { auditStamp } from "../timestamps.ts";

export interface ExplainRoutePorts extends SessionPorts, ExplainPorts {
  /** The broker's own origin, from configuration, never from Host. */
  readonly origin: string;
}

export const explainRoute: Route<ExplainRoutePorts> = async (request, ports) => {
  if (!isFromOurPage(request, ports.origin)) return refused(request, ports, "cross_site_request");
  const session = await readSession(ports, request.cookies.get(SESSION_COOKIE));
  if (session === undefined) return refused(request, ports, "not_signed_in");
  const { correlationId } = request;
  const explained = await explainForOperator(ports, {
    ...{ asker: session.principal, input: readJsonBody(request), correlationId },
  });
  if (explained.ok) return json(200, { ...explained.value, correlationId });
  const { refusal: declined, faults } = explained.error;
  return operatorProblem(
    request,
    declined,
    faults.map(({ path, message }) => ({ path: path.join("."), message })),
  );
};

function refused(
  request: HttpRequest,
  { audit, now }: ExplainRoutePorts,
  reason: "cross_site_request" | "not_signed_in",
): HttpResponse {
  const refusedFor = refusal(reason);
  audit.write(requestRefusedEvent(auditStamp(now(), request.correlationId), request.routeKey, refusedFor));
  return operatorProblem(request, refusedFor);
}
