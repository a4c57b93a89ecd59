/** Every sign-in is written down however it ends, also where a bug ends it. */
import { type SignInOutcome, signInEvent } from "../core/audit-event.ts";
import { refusal } from "../core/refusal.ts";
import type { AuditSink, Clock } from "../ports.ts";
import { auditStamp } from "../timestamps.ts";

export interface SignInAuditPorts {
  readonly providers: ReadonlyMap<string, unknown>;
  readonly audit: AuditSink;
  readonly now: Clock;
}

/** Whose sign-in it is: the identity provider as the request names it, and the request. */
export interface SignInMatter {
  readonly identityProvider: string;
  readonly correlationId: string;
}

export function writeSignIn(
  { providers, audit, now }: SignInAuditPorts,
  { identityProvider, correlationId }: SignInMatter,
  outcome: SignInOutcome,
): void {
  // A provider the policy does not know is a caller's text and stays out of the audit trail.
  const known = providers.has(identityProvider) ? identityProvider : null;
  audit.write(signInEvent(auditStamp(now(), correlationId), known, outcome));
}

/** A throw is a bug or a broken set-up, answered as such by the handler; the sign-in must not end unseen. */
export async function orWritten<T>(
  ports: SignInAuditPorts,
  matter: SignInMatter,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    writeSignIn(ports, matter, { refusal: refusal("unexpected_error") });
    throw cause;
  }
}
