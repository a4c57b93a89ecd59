/**
 * Just-in-time approval: requested → approved | refused | expired. Who may decide, whether a grant opens an application
 * now, and what each of the two is made of. Pure.
 * Invariant: the two-person rule. Whoever asks never decides, whichever of their identities they use: the same identity,
 * or one with the same e-mail address, is the same person.
 */
import { grantIn } from "./entitlement.ts";
import type { ApprovalPolicy } from "./policy-approval.ts";
import type { IndexedApplication } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

/** Who somebody is, as every record has it. */
export type Identity = Pick<Principal, "identityProvider" | "subject" | "userId">;

export type ApprovalState = "requested" | "approved" | "refused" | "expired";

/** Never changes once it is asked. */
export interface ApprovalRequest {
  /** `<home Region>.<128 random bits>`: the Region that has it and decides it. */
  readonly id: string;
  readonly application: string;
  readonly requester: Identity;
  /** Passed by approval-text.ts. */
  readonly reason: string;
  /** Seconds since the epoch. */
  readonly askedAt: number;
  /** From then on nobody answers it any more. */
  readonly answerUntil: number;
}

export interface ApprovalDecision {
  readonly verdict: "approved" | "refused";
  readonly approver: Identity;
  readonly comment: string | null;
  /** Seconds since the epoch. */
  readonly decidedAt: number;
  /** Until when the application is open to the requester; of a refusal null. */
  readonly openUntil: number | null;
}

/** What opens one application to one person for a while. */
export interface ApprovalGrant {
  /** The request's. */
  readonly id: string;
  readonly application: string;
  readonly requester: Identity;
  readonly approver: Identity;
  /** Seconds since the epoch. */
  readonly grantedAt: number;
  readonly until: number;
}

/** What a record and an event say of the grant that opened an application. */
export interface NamedApproval {
  readonly id: string;
  readonly approver: Identity;
}

export function stateOf(
  { answerUntil }: ApprovalRequest,
  decision: ApprovalDecision | null,
  nowEpochSeconds: number,
): ApprovalState {
  if (decision !== null) return decision.verdict;
  return nowEpochSeconds < answerUntil ? "requested" : "expired";
}

export function identityOf({ identityProvider, subject, userId }: Identity): Identity {
  return { identityProvider, subject, userId };
}

/** Subjects are compared exactly; an identity of another provider is another one, whatever its subject. */
export function isSameIdentity(one: Identity, other: Identity): boolean {
  return one.identityProvider === other.identityProvider && one.subject === other.subject;
}

/** One human may have an identity at each of two providers: then the e-mail address gives them away. */
export function isSamePerson(
  one: Identity & Pick<Principal, "email">,
  other: Identity & Pick<Principal, "email">,
): boolean {
  if (isSameIdentity(one, other) || one.userId === other.userId) return true;
  if (one.email === undefined || other.email === undefined) return false;
  return comparable(one.email) === comparable(other.email);
}

/** Strictly, the part before the `@` may differ by case; of two people with such addresses one asks somebody else. */
function comparable(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}

export function isApprover(principal: Principal, application: IndexedApplication | undefined): boolean {
  const approvers = application?.approvers ?? null;
  return approvers !== null && grantIn(principal, approvers) !== undefined;
}

/** The request with whom it is from, whose e-mail address is kept sealed. */
export interface KnownRequest {
  readonly request: ApprovalRequest;
  readonly decision: ApprovalDecision | null;
  readonly requesterEmail: string | undefined;
}

/**
 * Whether this principal may decide this request now. Order: not theirs, approver, another person, still open. Whoever is
 * no approver is told what is told of a request that never was, so that an id shows nobody anything.
 */
export function mayDecide(
  principal: Principal,
  application: IndexedApplication | undefined,
  { request, decision, requesterEmail }: KnownRequest,
  nowEpochSeconds: number,
): Result<ApprovalPolicy, Refusal<"approval_not_found" | "approval_by_requester" | "approval_over">> {
  const named = { approval: request.id, application: request.application };
  if (isSameIdentity(principal, request.requester)) return err(refusal("approval_by_requester", named));
  const policy = application?.application.approval ?? null;
  if (policy === null || !isApprover(principal, application)) return err(refusal("approval_not_found"));
  if (isSamePerson(principal, { ...request.requester, email: requesterEmail })) {
    return err(refusal("approval_by_requester", named));
  }
  const state = stateOf(request, decision, nowEpochSeconds);
  if (state !== "requested") return err(refusal("approval_over", { ...named, state }));
  return ok(policy);
}

/** Of a request that was approved; undefined of every other. */
export function grantOf(
  request: ApprovalRequest,
  decision: ApprovalDecision | null,
): ApprovalGrant | undefined {
  if (decision === null || decision.openUntil === null) return undefined;
  const { approver, decidedAt: grantedAt, openUntil: until } = decision;
  const { id, application, requester } = request;
  return { id, application, requester, approver, grantedAt, until };
}

/**
 * Whether the application stays closed to this person for want of an approval. A grant that was given before the policy
 * shortened `grantSeconds` ends as the policy has it now.
 */
export function approvalNeeded(
  { id, application }: IndexedApplication,
  principal: Identity,
  grant: ApprovalGrant | undefined,
  nowEpochSeconds: number,
): boolean {
  const policy = application.approval ?? null;
  if (policy === null) return false;
  if (grant === undefined || grant.application !== id) return true;
  const isTheirs = isSameIdentity(grant.requester, principal) && !isSameIdentity(grant.approver, principal);
  const until = Math.min(grant.until, grant.grantedAt + policy.grantSeconds);
  return !isTheirs || nowEpochSeconds >= until;
}

/** A Region's name, and 16 random bytes in base64url. */
const APPROVAL_ID = /^(?<home>[a-z]{2}(?:-[a-z]+)+-\d{1,2})\.[A-Za-z0-9_\-]{21}[AQgw]$/v;

/** The Region that has the request, as its id says; undefined for a text that is no id. Nothing is said about whether it exists. */
export function homeOfApproval(id: string): string | undefined {
  return APPROVAL_ID.exec(id)?.groups?.home;
}

/** `random`: 16 bytes, base64url. */
export function approvalId(home: string, random: string): string {
  return `${home}.${random}`;
}
