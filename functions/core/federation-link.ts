/**
 * The second way of launching: AppStream's own SAML federation, for fleets that refuse CreateStreamingURL. The broker
 * decides and records; the identity provider signs the person in to AWS with our relay state, which names Region, stack
 * and application (https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html).
 * Invariant: every part of the link is the policy's.
 */
import type { FederationPolicy } from "./policy.ts";

export interface FederationTarget {
  readonly region: string;
  readonly stack: string;
  /** The application's Name, or `Desktop`. */
  readonly application: string;
}

export function federationLink({ link, accountId }: FederationPolicy, target: FederationTarget): string {
  return link.replace("{relayState}", () => encodeURIComponent(relayState(accountId, target)));
}

/** As AppStream wants it, each value percent-encoded for itself. */
export function relayState(accountId: string, { region, stack, application }: FederationTarget): string {
  const domain = region.startsWith("us-gov-") ? "amazonaws-us-gov.com" : "aws.amazon.com";
  const query = `stack=${encodeURIComponent(stack)}&accountId=${accountId}&app=${encodeURIComponent(application)}`;
  return `https://appstream2.${region}.${domain}/saml?${query}`;
}
