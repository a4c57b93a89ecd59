/**
 * Which pages may hold a stream of an application, and what the page that does it may load.
 * Invariant: an application that no portal embeds is embedded nowhere.
 */
import type { EmbeddingPolicy } from "./policy-embedding.ts";
import type { IndexedApplication, PolicyIndex } from "./policy-index.ts";
import { isShownBy } from "./policy-portals.ts";

/** AWS recommends about five: whoever copies the URL from the page has no time to use it. */
export const EMBEDDED_VALIDITY_SECONDS = 5;

/** AppStream's streaming hosts (developer guide, allowed domains). */
const STREAMING_HOSTS = "https://*.amazonappstream.com";

export interface Embedding {
  /** Exact origins of the pages that may frame it; at least one. */
  readonly embedders: readonly string[];
  /** What our page frames in turn: CSP sources. */
  readonly streamSources: readonly string[];
  readonly policy: EmbeddingPolicy;
}

/** Undefined: it is not embedded. `emulatorOrigin`: development only, in the place of AppStream's hosts. */
export function embeddingOf(
  application: IndexedApplication,
  { policy: { portals = {}, embedding } }: Pick<PolicyIndex, "policy">,
  emulatorOrigin: string | undefined,
): Embedding | undefined {
  const embedders = Object.values(portals)
    .filter((portal) => portal.embeds && isShownBy(portal, application.id))
    .flatMap(({ origins }) => origins);
  if (embedding === undefined || embedding === null || embedders.length === 0) return undefined;
  return { embedders, streamSources: streamSources(application, emulatorOrigin), policy: embedding };
}

function streamSources(
  { fleets, overflow }: IndexedApplication,
  emulatorOrigin: string | undefined,
): readonly string[] {
  if (emulatorOrigin !== undefined) return [emulatorOrigin];
  const portals = [...fleets, ...overflow].map(({ fleet: { customDomain, region } }) =>
    customDomain === null ? `https://appstream2.${region}.aws.amazon.com` : `https://${customDomain}`,
  );
  return [...new Set([...portals, STREAMING_HOSTS])];
}
