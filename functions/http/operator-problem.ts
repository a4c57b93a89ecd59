/**
 * A refusal as RFC 9457 problem details for operators and their programs. They get the exact reason, which other people do
 * not: what it tells is about the question, and whoever reads it may look into launches or has been told that they may not.
 */
import { presentationOf, type Refusal } from "../core/refusal.ts";
import type { HttpRequest } from "./request.ts";
import { type HttpResponse, json } from "./response.ts";

export type OperatorReason =
  | "cross_site_request"
  | "not_signed_in"
  | "not_an_operator"
  | "explain_request_invalid"
  | "launch_not_found"
  | "launch_archive_unavailable";

/** One thing that is wrong with a question, and what it should be. */
export interface QuestionFault {
  /** Keys and indexes from the root, with dots; empty: the whole document. */
  readonly path: string;
  readonly message: string;
}

interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const TEXTS: Readonly<Record<OperatorReason, ProblemText>> = {
  cross_site_request: {
    title: "Not from our own site",
    detail: "Send `Origin` with the broker's own address.",
  },
  not_signed_in: { title: "Not signed in", detail: "Sign in at the broker, and send its session cookie." },
  not_an_operator: {
    title: "Not an operator",
    detail:
      "The policy's `operators.helpDesk` does not have you. If it should, ask whoever keeps the policy.",
  },
  explain_request_invalid: {
    title: "The question cannot be read",
    detail: "It must be a JSON document of type `application/json`; `faults` lists what is wrong with it.",
  },
  launch_not_found: {
    title: "No record of this launch",
    detail:
      "Either it is over, or it was refused before a fleet was chosen: then its audit event is the record, under the same correlation id.",
  },
  launch_archive_unavailable: {
    title: "A table of launch records does not answer",
    detail: "The launch may be there. Try again in a minute.",
  },
};

const RETRY_AFTER_SECONDS = "30";

export function operatorProblem(
  { correlationId }: HttpRequest,
  { reason }: Refusal<OperatorReason>,
  faults: readonly QuestionFault[] = [],
): HttpResponse {
  const { status } = presentationOf(reason);
  const answer = json(
    status,
    {
      type: "about:blank",
      ...TEXTS[reason],
      ...{ status, reason, correlationId },
      ...(faults.length > 0 && { faults }),
    },
    "application/problem+json",
  );
  if (status !== 503) return answer;
  return { ...answer, headers: { ...answer.headers, "retry-after": RETRY_AFTER_SECONDS } };
}
