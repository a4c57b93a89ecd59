/**
 * Intranet portals that show our launch buttons: other sites, each known by its exact origins.
 * Invariant: an origin that no portal lists reads nothing of anybody and frames nothing.
 */
import type { Audience } from "./policy.ts";

export interface PortalPolicy {
  /** Exact web origins: scheme, host and port, compared as they are. */
  readonly origins: readonly string[];
  /** What it may show; null: everything. */
  readonly applications: readonly string[] | null;
  /** Its pages may ask whether the person at the browser may launch these applications, and how they stand. */
  readonly readsStates: boolean;
  /** Its pages may frame streams of these applications. */
  readonly embeds: boolean;
  /** Who builds its links and buttons. */
  readonly team: Audience;
}

/** Whether the portal may show the application at all. */
export function isShownBy({ applications }: PortalPolicy, application: string): boolean {
  return applications === null || applications.includes(application);
}
