/** Audit events in a line each, for tests that say how something ended. */
import type { AuditEvent } from "../../functions/core/audit-event.ts";

/** For example `sign_in success ssp`, `launch refused ssp desktop: not_in_audience`. */
export function story(events: readonly AuditEvent[]): readonly string[] {
  return events.map((event) => {
    const refusal = "refusal" in event ? event.refusal : null;
    const line = [event.event, "outcome" in event ? event.outcome : event.severity, ...mattersOf(event)].join(
      " ",
    );
    return refusal === null ? line : `${line}: ${refusal.reason}`;
  });
}

function mattersOf(event: AuditEvent): readonly string[] {
  switch (event.event) {
    case "sign_in":
      return [event.identityProvider ?? "unknown"];
    case "launch":
      return [event.principal?.identityProvider ?? "nobody", event.application ?? "nothing"];
    case "streaming_session_ended":
      return [event.principal?.identityProvider ?? "nobody", event.application];
    case "sign_out":
      return [event.principal?.identityProvider ?? "nobody"];
    case "request_refused":
      return [event.route];
    case "help_desk":
      return [event.lookup];
    case "explained":
      return [event.principal?.identityProvider ?? "nobody", event.application ?? "nothing"];
    case "approval_requested":
    case "approval_granted":
    case "approval_refused":
    case "approval_expired":
      return [event.principal.identityProvider, event.application];
    case "identity_provider_keys":
      return [event.identityProvider];
    case "context_redeemed":
    case "context_refused":
      return [event.placement?.fleetId ?? event.fleetId ?? "nowhere", event.application ?? "nothing"];
    case "sessions_revoked":
    case "person_disabled":
    case "person_enabled":
      return [event.identityProvider ?? "unknown", event.by];
    case "fault":
      return [event.fault];
  }
}
