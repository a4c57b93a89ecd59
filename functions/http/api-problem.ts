/**
 * A refusal of the Portal API as RFC 9457 problem details: the coarse reason of the contract and the reference, whatever
 * the Accept header. Invariant: what was wrong with a token, and what somebody may launch, is in the audit event alone.
 */
import { presentationOf, type Refusal } from "../core/refusal.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";

/** One thing that is wrong with a request, and what it should be. */
export interface RequestFault {
  /** Keys from the root, with dots; empty: the whole document. */
  readonly path: string;
  readonly message: string;
}

interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const TEXTS: Readonly<Record<string, ProblemText>> = {
  unauthenticated: {
    title: "The access token is missing or not accepted",
    detail:
      "Send an access token that was issued to this client for this API, in one `Authorization` header.",
  },
  access_denied: {
    title: "Not permitted",
    detail: "The policy does not let this person or this client do that, here and now.",
  },
  invalid_request: {
    title: "The request cannot be read",
    detail: "It must be as the OpenAPI document at `/openapi.json` describes it.",
  },
  not_found: {
    title: "Nothing by that name",
    detail: "Ask `/api/v1/applications` or `/api/v1/sessions` what there is.",
  },
  conflict: {
    title: "Something is in the way",
    detail:
      "The person has a session with another application, the same request is still being answered, or the application has no streaming URL. They can go on at the broker's own launch link.",
  },
  idempotency_key_reused: {
    title: "The key was used for another request",
    detail: "Every request needs an `Idempotency-Key` of its own; only its repetitions have the same.",
  },
  rate_limited: { title: "Too many requests", detail: "Wait as long as `Retry-After` says." },
  unavailable: { title: "Not available now", detail: "Try again in a moment." },
};
const OTHER: ProblemText = { title: "Not possible", detail: "Tell the help desk the reference." };

const RETRY_AFTER_SECONDS = 30;

export function apiProblem(
  { correlationId }: HttpRequest,
  { reason, evidence }: Refusal,
  faults: readonly RequestFault[] = [],
): HttpResponse {
  const { status, code } = presentationOf(reason);
  const { title, detail } = TEXTS[code] ?? OTHER;
  const problem = { type: "about:blank", title, detail, status, reason: code, correlationId };
  const body = faults.length > 0 ? { ...problem, faults } : problem;
  const answer = json(status, body, "application/problem+json");
  return {
    ...answer,
    headers: { ...answer.headers, ...challenge(reason, status), ...retryAfter(status, evidence) },
  };
}

/** RFC 6750 §3.1: nothing is said of a token to whoever sent none. */
function challenge(reason: string, status: number): Record<string, string> {
  if (status !== 401 && reason !== "access_token_misplaced" && reason !== "authorization_malformed")
    return {};
  const scheme = reason.startsWith("dpop_") ? "DPoP" : "Bearer";
  const realm = `${scheme} realm="streamgate"`;
  if (reason === "access_token_missing") return { "www-authenticate": realm };
  const error =
    status !== 401 ? "invalid_request" : scheme === "DPoP" ? "invalid_dpop_proof" : "invalid_token";
  return { "www-authenticate": `${realm}, error="${error}"` };
}

function retryAfter(status: number, { resetSeconds }: Refusal["evidence"]): Record<string, string> {
  if (status === 429) return { "retry-after": String(Number(resetSeconds ?? RETRY_AFTER_SECONDS)) };
  return status === 503 ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
}
