/**
 * What is written down when a streaming session was ended before its time: whose it was, who ended it, and why where
 * they had to say. Invariant: as for every event, no URL, no display name and no e-mail address.
 */
import { type AuditBase, type AuditPrincipal, type AuditStamp, auditPrincipal, base } from "./audit-base.ts";
import type { Principal } from "./principal.ts";

export interface SessionEndedEvent extends AuditBase {
  readonly event: "streaming_session_ended";
  readonly outcome: "success";
  /** Whose it was. */
  readonly principal: KnownPerson;
  readonly by: EndedBy["kind"];
  /** Null where no operator ended it. */
  readonly operator: AuditPrincipal | null;
  /** In the operator's own words. */
  readonly reason: string | null;
  /** The launch that started it. */
  readonly launchId: string;
  readonly application: string;
  readonly fleetId: string;
  /** AppStream's. */
  readonly sessionId: string;
}

/** Somebody as far as they are known: whom an operator names by their user id has no subject here. */
export interface KnownPerson {
  readonly identityProvider: string | null;
  readonly subject: string | null;
  readonly userId: string;
}

export type EndedBy =
  | { readonly kind: "self" }
  /** An OpenID provider signed them out, or an operator disabled them. */
  | { readonly kind: "logout" | "disable" }
  /** The longest session, or the time for the period, was over. */
  | { readonly kind: "time_limit" }
  | { readonly kind: "help_desk"; readonly operator: Principal; readonly reason: string };

export function sessionEndedEvent(
  stamp: AuditStamp,
  { identityProvider, subject, userId }: KnownPerson,
  by: EndedBy,
  ended: Pick<SessionEndedEvent, "launchId" | "application" | "fleetId" | "sessionId">,
): SessionEndedEvent {
  return {
    ...base(stamp, undefined),
    event: "streaming_session_ended",
    outcome: "success",
    principal: { identityProvider, subject, userId },
    by: by.kind,
    operator: by.kind === "help_desk" ? auditPrincipal(by.operator) : null,
    reason: by.kind === "help_desk" ? by.reason : null,
    ...ended,
  };
}
