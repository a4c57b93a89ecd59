/**
 * An operator's question: a member of the policy's help desk → the explanation, and one audit event whatever happens.
 * Order: role, question, answer. Invariant: whoever has not the role learns nothing, not even whether a launch exists.
 */
import { type ExplainedOutcome, explainedEvent } from "../core/audit-explained-event.ts";
import { grantIn } from "../core/entitlement.ts";
import type { ExplainRequest } from "../core/explain-request.ts";
import type { Explanation } from "../core/explanation.ts";
import type { PolicyIssue } from "../core/policy-schema.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AuditSink, NotFound } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";
import { answerQuestion, type QuestionPorts } from "./answer-question.ts";

export interface ExplainPorts extends QuestionPorts {
  readonly audit: AuditSink;
  /** Of the same policy (core/explain-request.ts). */
  readonly parse: (input: unknown) => Result<ExplainRequest, readonly PolicyIssue[]>;
}

type ExplainReason =
  | "not_an_operator"
  | "explain_request_invalid"
  | "launch_not_found"
  | "launch_archive_unavailable";

export interface Declined {
  readonly refusal: Refusal<ExplainReason>;
  /** What is wrong with the question; empty unless that is the reason. */
  readonly faults: readonly PolicyIssue[];
}

export interface OperatorQuestion {
  readonly asker: Principal;
  /** As it came; undefined: it was no JSON. */
  readonly input: unknown;
  readonly correlationId: string;
}

export async function explainForOperator(
  ports: ExplainPorts,
  { asker, input, correlationId }: OperatorQuestion,
): Promise<Result<Explanation, Declined>> {
  const told = (outcome: ExplainedOutcome): void =>
    ports.audit.write(explainedEvent(auditStamp(ports.now(), correlationId), asker, outcome));
  const decline = (
    refused: Refusal<ExplainReason>,
    launchId: string | null = null,
    faults: readonly PolicyIssue[] = [],
  ): Result<never, Declined> => {
    told({ refusal: refused, launchId });
    return err({ refusal: refused, faults });
  };

  if (grantIn(asker, ports.index.helpDesk) === undefined) return decline(refusal("not_an_operator"));
  const question = ports.parse(input);
  if (!question.ok) {
    const refused = refusal("explain_request_invalid", { faults: question.error.length });
    return decline(refused, null, question.error);
  }
  const { about } = question.value;
  const answer = await answerQuestion(ports, question.value);
  if (!answer.ok) return decline(notFound(answer.error), about.kind === "launch" ? about.launchId : null);
  const { explanation } = answer.value;
  told({ about: answer.value.about, data: explanation.data });
  return ok(explanation);
}

function notFound(fault: NotFound): Refusal<"launch_not_found" | "launch_archive_unavailable"> {
  return fault.kind === "not_found"
    ? refusal("launch_not_found")
    : refusal("launch_archive_unavailable", { regions: fault.regions.join(" ") });
}
