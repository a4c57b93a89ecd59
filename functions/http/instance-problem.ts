/**
 * A refused redemption as RFC 9457 problem details. Invariant: whatever was refused, the answer is the same but for the
 * reference; so is whatever could not be asked.
 */
import { presentationOf, type Refusal } from "../core/refusal.ts";
import type { ContextReason } from "../core/refusal-table-context.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";

const REFUSED = "The session context was not accepted";
const UNAVAILABLE = "The session context cannot be checked now";
/** A person waits in front of the instance. */
const RETRY_AFTER_SECONDS = "2";

export function instanceProblem(
  { correlationId }: HttpRequest,
  { reason }: Refusal<ContextReason>,
): HttpResponse {
  const { status, code } = presentationOf(reason);
  const isAway = status === 503;
  const title = isAway ? UNAVAILABLE : REFUSED;
  const problem = { type: "about:blank", title, status, reason: code, correlationId };
  const answer = json(status, problem, "application/problem+json");
  return isAway ? { ...answer, headers: { ...answer.headers, "retry-after": RETRY_AFTER_SECONDS } } : answer;
}
