/** PURE: where docs/runbook.md says what to do. A test holds every anchor against a heading there, both ways. */

export const RUNBOOK = "docs/runbook.md";

/** Headings of the runbook's alarms, as GitHub makes anchors of them. */
export type RunbookAnchor =
  | "api-errors"
  | "api-latency"
  | "function-errors"
  | "function-throttles"
  | "operator-faults"
  | "no-launches"
  | "time-not-kept"
  | "people-waiting"
  | "fleets-full"
  | "region-resting"
  | "forgotten-maintenance"
  | "assertion-replay"
  | "identity-provider-certificate"
  | "identity-provider-metadata"
  | "direct-streaming-url"
  | "audit-delivery"
  | "audit-tampering"
  | "audit-silence"
  | "audit-unpacking"
  | "audit-archive"
  | "table-throttles"
  | "firewall-blocks"
  | "origin-client-certificate";

export function runbookLink(anchor: RunbookAnchor): string {
  return `${RUNBOOK}#${anchor}`;
}
