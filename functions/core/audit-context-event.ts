/**
 * What is written down when an instance redeems a session context: which launch, by which fleet and session, and where it
 * was refused, why. Invariant: no handle, token, cookie, argument, deep link or name; of what the instance says only
 * what the policy or a record has too, and the session's id once the instance is known.
 */
import {
  type AuditBase,
  type AuditPrincipal,
  type AuditRefusal,
  type AuditStamp,
  auditRefusal,
  base,
} from "./audit-base.ts";
import type { Placement } from "./launch-record.ts";
import type { Refusal } from "./refusal.ts";

export interface ContextEvent extends AuditBase {
  readonly event: "context_redeemed" | "context_refused";
  readonly outcome: "success" | "refused";
  /** Of the launch whose handle it was; null: no launch has that id, or the instance is not known. */
  readonly launchId: string | null;
  /** Whose launch it was. */
  readonly principal: AuditPrincipal | null;
  readonly application: string | null;
  /** Where the launch went. */
  readonly placement: Omit<Placement, "handleDigest" | "binding"> | null;
  /** The policy's fleet that the instance speaks for; null: it is not known. */
  readonly fleetId: string | null;
  /** AppStream's, as the instance has it. */
  readonly sessionId: string | null;
  readonly refusal: AuditRefusal | null;
}

/** As far as it got. */
export type ContextAccount = Pick<
  ContextEvent,
  "launchId" | "principal" | "application" | "placement" | "fleetId" | "sessionId"
>;

export function contextEvent(
  stamp: AuditStamp,
  account: ContextAccount,
  refused: Refusal | undefined,
): ContextEvent {
  const { launchId, principal, application, placement, fleetId, sessionId } = account;
  const isRefused = refused !== undefined;
  return {
    ...base(stamp, refused),
    event: isRefused ? "context_refused" : "context_redeemed",
    outcome: isRefused ? "refused" : "success",
    ...{ launchId, application, fleetId, sessionId },
    principal: principal && {
      identityProvider: principal.identityProvider,
      subject: principal.subject,
      userId: principal.userId,
    },
    placement: placement && {
      fleetId: placement.fleetId,
      region: placement.region,
      stack: placement.stack,
      fleet: placement.fleet,
    },
    refusal: auditRefusal(refused),
  };
}
