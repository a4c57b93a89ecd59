/**
 * What is written down when an operator looks at somebody: who looked at whom, and at what.
 * Invariant: one for every use of the help desk by somebody signed in, whether it was answered or not.
 */
import {
  type AuditBase,
  type AuditPrincipal,
  type AuditRefusal,
  type AuditStamp,
  auditPrincipal,
  auditRefusal,
  base,
} from "./audit-base.ts";
import type { KnownPerson } from "./audit-session-event.ts";
import type { Principal } from "./principal.ts";
import type { Refusal } from "./refusal.ts";

export interface HelpDeskEvent extends AuditBase {
  readonly event: "help_desk";
  readonly outcome: "answered" | "refused";
  /** Who looked. */
  readonly principal: AuditPrincipal | null;
  readonly lookup: Lookup;
  /** At whom; null where nobody was found, or nobody was meant. */
  readonly about: KnownPerson | null;
  /** Of the launch that was explained, or whose session should be ended. */
  readonly launchId: string | null;
  readonly refusal: AuditRefusal | null;
}

type Lookup = "page" | "sessions" | "launch" | "end";

export interface HelpDeskUse {
  readonly lookup: Lookup;
  readonly about?: KnownPerson | undefined;
  readonly launchId?: string | undefined;
  readonly refusal?: Refusal | undefined;
}

export function helpDeskEvent(
  stamp: AuditStamp,
  operator: Principal,
  { lookup, about, launchId, refusal }: HelpDeskUse,
): HelpDeskEvent {
  return {
    ...base(stamp, refusal),
    event: "help_desk",
    outcome: refusal === undefined ? "answered" : "refused",
    principal: auditPrincipal(operator),
    lookup,
    about:
      about === undefined
        ? null
        : { identityProvider: about.identityProvider, subject: about.subject, userId: about.userId },
    launchId: launchId ?? null,
    refusal: auditRefusal(refusal),
  };
}
