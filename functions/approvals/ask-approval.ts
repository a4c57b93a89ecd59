/**
 * A person asks for an approval. Order: application, audience, deep link, a grant that is in force already, a request of
 * theirs that is open already, how many they have, the reason, the request, the audit event.
 * Invariant: one open request a person and application; nobody asks for what they could not launch with an approval.
 */
import type { ApprovalGrants } from "../approval-ports.ts";
import {
  type ApprovalRequest,
  approvalId,
  approvalNeeded,
  identityOf,
  isSameIdentity,
} from "../core/approval.ts";
import { readReason } from "../core/approval-text.ts";
import { approvalRequestedEvent } from "../core/audit-approval-event.ts";
import { entitlementFor } from "../core/entitlement.ts";
import type { LaunchIntent } from "../core/intent.ts";
import { checkLaunchContext } from "../core/launch-context.ts";
import type { ApprovalPolicy } from "../core/policy-approval.ts";
import type { Principal } from "../core/principal.ts";
import { type Refusal, refusal } from "../core/refusal.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { RandomText } from "../ports.ts";
import { auditStamp, epochSeconds } from "../timestamps.ts";
import type { ApprovalPorts } from "./known-approval.ts";
import { sealDetails } from "./request-details.ts";

export interface AskApprovalPorts extends ApprovalPorts {
  readonly grants: Pick<ApprovalGrants, "read">;
  readonly randomText: RandomText;
  /** The Region this runs in: the home of what is asked here. */
  readonly region: string;
}

interface AskedApproval {
  readonly principal: Principal;
  readonly intent: LaunchIntent;
  /** As it came. */
  readonly reason: string;
  readonly correlationId: string;
}

type AskAnswer =
  | { readonly outcome: "asked"; readonly id: string }
  /** Nothing keeps them from launching. */
  | { readonly outcome: "not_needed" };

export type AskApproval = (asked: AskedApproval) => Promise<Result<AskAnswer, Refusal>>;

/** Of one person, of all applications together. */
const MOST_OPEN = 5;
/** Pages about a request still say what became of it. */
const REMEMBERED_SECONDS = 7 * 86_400;

export function createAskApproval(ports: AskApprovalPorts): AskApproval {
  return async ({ principal, intent, reason, correlationId }) => {
    const { index, grants } = ports;
    const now = epochSeconds(ports.now());
    const application = index.applications.get(intent.application);
    if (application === undefined) return err(refusal("application_unknown"));
    const entitlement = entitlementFor(principal, application);
    if (!entitlement.ok) return entitlement;
    const context = checkLaunchContext(application, intent.context);
    if (!context.ok) return context;
    const { approval } = application.application;
    if (!approval) return ok({ outcome: "not_needed" });
    const granted = await grants.read(principal.userId, application.id);
    if (!granted.ok) return err(refusal("approval_store_unavailable", { application: application.id }));
    if (!approvalNeeded(application, principal, granted.value, now)) return ok({ outcome: "not_needed" });

    const open = await openRequests(ports, principal, now);
    if (!open.ok) return open;
    const former = open.value.find((request) => request.application === application.id);
    if (former !== undefined) return ok({ outcome: "asked", id: former.id });
    if (open.value.length >= MOST_OPEN) return err(refusal("approval_limit", { limit: "person" }));
    const given = readReason(reason, approval.minReasonLength);
    if (!given.ok) return err(refusal("approval_reason_invalid", { fault: given.error }));

    const request = newRequest(ports, principal, intent, given.value, approval, now);
    const sealedDetails = await sealDetails(ports.sealer, request.id, principal, intent);
    const expiresAt = request.answerUntil + approval.grantSeconds + REMEMBERED_SECONDS;
    const opened = await ports.approvals.open({ request, sealedDetails, expiresAt }, now);
    if (!opened.ok) return await notOpened(ports, principal, application.id, opened.error, now);
    ports.audit.write(approvalRequestedEvent(auditStamp(ports.now(), correlationId), request));
    return ok({ outcome: "asked", id: request.id });
  };
}

function newRequest(
  { region, randomText }: AskApprovalPorts,
  principal: Principal,
  { application }: LaunchIntent,
  reason: string,
  { requestSeconds }: ApprovalPolicy,
  now: number,
): ApprovalRequest {
  return {
    id: approvalId(region, randomText(16)),
    application,
    requester: identityOf(principal),
    reason,
    askedAt: now,
    answerUntil: now + requestSeconds,
  };
}

/** Theirs, from every Region that answers; what the list has too many is closed by now. */
async function openRequests(
  { approvals }: ApprovalPorts,
  principal: Principal,
  now: number,
): Promise<Result<readonly ApprovalRequest[], Refusal<"approval_store_unavailable">>> {
  const { ids } = await approvals.listed({ userId: principal.userId }, now);
  const found = await Promise.all(ids.map((id) => approvals.find(id, now)));
  const open: ApprovalRequest[] = [];
  for (const answer of found) {
    if (!answer.ok) return err(refusal("approval_store_unavailable"));
    if (answer.value === undefined || answer.value.decision !== null) continue;
    if (isSameIdentity(answer.value.request.requester, principal)) open.push(answer.value.request);
  }
  return ok(open);
}

/** Whoever pressed twice at once is led to the one that was first. */
async function notOpened(
  ports: AskApprovalPorts,
  principal: Principal,
  application: string,
  failure: "conflict" | "unavailable" | "full",
  now: number,
): Promise<Result<AskAnswer, Refusal>> {
  if (failure === "full") return err(refusal("approval_limit", { limit: "application", application }));
  const unavailable = refusal("approval_store_unavailable", { application });
  if (failure === "unavailable") return err(unavailable);
  const open = await openRequests(ports, principal, now);
  if (!open.ok) return open;
  const first = open.value.find((request) => request.application === application);
  return first === undefined ? err(unavailable) : ok({ outcome: "asked", id: first.id });
}
