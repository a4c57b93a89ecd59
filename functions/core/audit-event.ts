/**
 * What is written down about every sign-in and every launch, good or bad: one flat event by an allow-list of
 * fields. Invariant: no URL, token, assertion, cookie, code, launch context, e-mail address or display name.
 */
import type { NamedApproval } from "./approval.ts";
import type { ApprovalEvent } from "./audit-approval-event.ts";
import {
  type AuditBase,
  type AuditPrincipal,
  type AuditRefusal,
  type AuditStamp,
  auditPrincipal,
  auditRefusal,
  base,
} from "./audit-base.ts";
import type { ContextEvent } from "./audit-context-event.ts";
import type { ExplainedEvent } from "./audit-explained-event.ts";
import type { HelpDeskEvent } from "./audit-help-desk-event.ts";
import type { RevocationEvent } from "./audit-revocation-event.ts";
import type { SessionEndedEvent } from "./audit-session-event.ts";
import type { CandidateFinding, Diagnostics } from "./decision.ts";
import type { FailedAttempt } from "./launch-record.ts";
import type { Principal } from "./principal.ts";
import type { Refusal } from "./refusal.ts";
import type { MetadataLifetime } from "./saml-metadata.ts";

/** Certificates are replaced by people in other departments: a month is little. */
const URGENT_DAYS = 30;

export interface SignInEvent extends AuditBase {
  readonly event: "sign_in";
  /** `proposed`: verified, but nobody at the browser began it; they are asked. */
  readonly outcome: "success" | "refused" | "proposed";
  readonly identityProvider: string | null;
  readonly principal: AuditPrincipal | null;
  readonly mfaEvidence: string | null;
  readonly refusal: AuditRefusal | null;
}

export interface LaunchEvent extends AuditBase {
  readonly event: "launch";
  /** `waiting` once, when the waiting begins; `choice_asked`: another session of theirs is in the way. */
  readonly outcome: "url_created" | "handed_to_federation" | "waiting" | "choice_asked" | "refused";
  readonly launchId: string | null;
  readonly principal: AuditPrincipal | null;
  readonly application: string | null;
  readonly policyVersion: string | null;
  readonly grant: string | null;
  /** Who opened the application to them; null where nobody need to, or nobody did. */
  readonly approval: NamedApproval | null;
  readonly location: {
    readonly country: string | null;
    readonly provenance: string;
    readonly network: string | null;
  } | null;
  readonly candidates: readonly CandidateFinding[];
  readonly failedAttempts: readonly FailedAttempt[];
  /** Why the person waits; null where they do not. */
  readonly waitReason: string | null;
  /** How long they had waited when this happened; null: not at all. */
  readonly waitedSeconds: number | null;
  readonly placement: {
    readonly fleetId: string;
    readonly region: string;
    readonly stack: string;
    readonly fleet: string;
  } | null;
  /** AppStream's request id: joins this event with CloudTrail. */
  readonly awsRequestId: string | null;
  /** The portal's client that asked for the person; left out: they came themselves. */
  readonly client?: string;
  readonly refusal: AuditRefusal | null;
}

export interface RequestRefusedEvent extends AuditBase {
  readonly event: "request_refused";
  readonly outcome: "refused";
  readonly route: string;
  readonly refusal: AuditRefusal;
}

export interface SignOutEvent extends AuditBase {
  readonly event: "sign_out";
  readonly outcome: "success";
  readonly principal: AuditPrincipal | null;
}

export interface FaultEvent extends AuditBase {
  readonly event: "fault";
  readonly fault: string;
  readonly detail: Refusal["evidence"];
}

export type AuditEvent =
  | SignInEvent
  | LaunchEvent
  | RequestRefusedEvent
  | SignOutEvent
  | SessionEndedEvent
  | HelpDeskEvent
  | IdentityProviderKeysEvent
  | ExplainedEvent
  | ApprovalEvent
  | ContextEvent
  | RevocationEvent
  | FaultEvent;

export type SignInOutcome =
  | { readonly principal: Principal }
  | { readonly proposed: Principal }
  | { readonly refusal: Refusal };

export function signInEvent(
  stamp: AuditStamp,
  identityProvider: string | null,
  outcome: SignInOutcome,
): SignInEvent {
  const refused = "refusal" in outcome ? outcome.refusal : undefined;
  const signedIn = "principal" in outcome ? outcome.principal : undefined;
  const principal = "proposed" in outcome ? outcome.proposed : signedIn;
  return {
    ...base(stamp, refused),
    event: "sign_in",
    outcome: refused !== undefined ? "refused" : signedIn === undefined ? "proposed" : "success",
    identityProvider,
    principal: auditPrincipal(principal),
    mfaEvidence: principal?.mfaEvidence ?? null,
    refusal: auditRefusal(refused),
  };
}

export interface LaunchAccount {
  readonly launchId: string | undefined;
  readonly principal: Principal | undefined;
  readonly application: string | undefined;
  readonly diagnostics: Diagnostics | undefined;
  readonly failedAttempts: readonly FailedAttempt[];
  readonly placement: LaunchEvent["placement"] | undefined;
  readonly awsRequestId: string | undefined;
  readonly waitedSeconds: number | null;
  readonly client?: string | undefined;
  readonly result: LaunchResult;
}

export type LaunchResult =
  | { readonly outcome: "url_created" | "handed_to_federation" | "choice_asked" }
  | { readonly outcome: "waiting"; readonly reason: string }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

export function launchEvent(stamp: AuditStamp, account: LaunchAccount): LaunchEvent {
  const { diagnostics, placement, result } = account;
  const refused = result.outcome === "refused" ? result.refusal : undefined;
  return {
    ...base(stamp, refused),
    event: "launch",
    outcome: result.outcome,
    launchId: account.launchId ?? null,
    principal: auditPrincipal(account.principal),
    application: account.application ?? null,
    policyVersion: diagnostics?.policyVersion ?? null,
    grant: grantText(diagnostics),
    approval: diagnostics?.approval ?? null,
    location:
      diagnostics === undefined
        ? null
        : {
            country: diagnostics.location.country ?? null,
            provenance: diagnostics.location.provenance,
            network: diagnostics.location.network ?? null,
          },
    candidates: diagnostics?.candidates ?? [],
    failedAttempts: account.failedAttempts,
    waitReason: result.outcome === "waiting" ? result.reason : null,
    waitedSeconds: account.waitedSeconds,
    placement:
      placement === undefined || placement === null
        ? null
        : {
            fleetId: placement.fleetId,
            region: placement.region,
            stack: placement.stack,
            fleet: placement.fleet,
          },
    awsRequestId: account.awsRequestId ?? null,
    ...(account.client !== undefined && { client: account.client }),
    refusal: auditRefusal(refused),
  };
}

export function requestRefusedEvent(stamp: AuditStamp, route: string, refused: Refusal): RequestRefusedEvent {
  return {
    ...base(stamp, refused),
    event: "request_refused",
    outcome: "refused",
    route,
    refusal: { reason: refused.reason, evidence: refused.evidence },
  };
}

export function signOutEvent(stamp: AuditStamp, principal: Principal | undefined): SignOutEvent {
  return {
    ...base(stamp, undefined),
    event: "sign_out",
    outcome: "success",
    principal: auditPrincipal(principal),
  };
}

/** How long the keys we verify an identity provider's assertions with will last; for alarms. */
export interface IdentityProviderKeysEvent extends AuditBase {
  readonly event: "identity_provider_keys";
  readonly outcome: "reported";
  readonly identityProvider: string;
  readonly certificateDays: number;
  readonly metadataDays: number | null;
}

export function identityProviderKeysEvent(
  stamp: AuditStamp,
  identityProvider: string,
  { certificateDays, metadataDays }: MetadataLifetime,
): IdentityProviderKeysEvent {
  const isUrgent = Math.min(certificateDays, metadataDays ?? certificateDays) < URGENT_DAYS;
  return {
    ...base(stamp, undefined),
    severity: isUrgent ? "error" : "info",
    event: "identity_provider_keys",
    outcome: "reported",
    identityProvider,
    certificateDays,
    metadataDays,
  };
}

/** Something broke beside the outcome, for example the record's last update. */
export function faultEvent(stamp: AuditStamp, fault: string, detail: Refusal["evidence"]): FaultEvent {
  return { ...base(stamp, undefined), severity: "error", event: "fault", fault, detail };
}

function grantText(diagnostics: Diagnostics | undefined): string | null {
  const grant = diagnostics?.grant;
  if (grant === undefined || grant === null) return null;
  return grant.by === "group" ? `group:${grant.group}` : "subject";
}
