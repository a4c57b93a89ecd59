/**
 * What is written down when somebody's sessions are ended by another than themselves, and when an operator takes a
 * person's access away or gives it back. Invariant: no token and no `sid`; of a person what every event says of one.
 */
import { type AuditBase, type AuditRefusal, type AuditStamp, auditRefusal, base } from "./audit-base.ts";
import type { Refusal } from "./refusal.ts";

export interface RevocationEvent extends AuditBase {
  readonly event: "sessions_revoked" | "person_disabled" | "person_enabled";
  /** `incomplete`: not in every Region of the broker; whoever asked is told to ask again. */
  readonly outcome: "success" | "incomplete" | "refused";
  readonly by: "backchannel_logout" | "saml_logout" | "operator";
  readonly identityProvider: string | null;
  /** Null where sessions are ended by another name than the person's. */
  readonly subject: string | null;
  /** Of those sessions: all of a person, or those of one session at the identity provider. */
  readonly scope: "person" | "session" | null;
  /** Regions where it is not done. */
  readonly missingIn: readonly string[];
  /** Who answers for it, and why, where an operator did it. */
  readonly owner: string | null;
  readonly reason: string | null;
  readonly refusal: AuditRefusal | null;
}

export type RevocationAccount = Pick<RevocationEvent, "event" | "by"> &
  Partial<
    Pick<RevocationEvent, "identityProvider" | "subject" | "scope" | "missingIn" | "owner" | "reason">
  > & {
    readonly refused?: Refusal | undefined;
  };

export function revocationEvent(stamp: AuditStamp, account: RevocationAccount): RevocationEvent {
  const { event, by, refused, missingIn = [] } = account;
  const isIncomplete = missingIn.length > 0;
  return {
    ...base(stamp, refused),
    ...(isIncomplete && { severity: "error" as const }),
    event,
    outcome: isIncomplete ? "incomplete" : refused === undefined ? "success" : "refused",
    by,
    identityProvider: account.identityProvider ?? null,
    subject: account.subject ?? null,
    scope: account.scope ?? null,
    missingIn,
    owner: account.owner ?? null,
    reason: account.reason ?? null,
    refusal: auditRefusal(refused),
  };
}
