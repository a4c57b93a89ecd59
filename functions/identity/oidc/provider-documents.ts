/**
 * A provider's metadata and keys, asked for within bounds and kept across requests: one cache for each provider, whoever
 * of us reads it. Invariant: nothing is fetched but from the issuer's host and the hosts that the policy names beside it.
 */
import type { Refusal } from "../../core/refusal.ts";
import { type CachedDocument, cacheDocument } from "../cached-document.ts";
import { type BoundedFetch, createBoundedFetch, type FetchBounds } from "./bounded-fetch.ts";
import { discover, type ProviderMetadata } from "./discovery.ts";
import { loadKeys } from "./published-keys.ts";
import type { KeySource } from "./signed-token.ts";
import type { VerificationKey } from "./verification-keys.ts";

export interface ProviderPlace {
  readonly issuer: string;
  readonly endpointHosts: readonly string[];
}

export interface ProviderDocuments {
  readonly fetchBounded: BoundedFetch;
  readonly metadata: CachedDocument<ProviderMetadata, Refusal>;
  /** As seen at one moment, milliseconds since the epoch. */
  keysOf(metadata: ProviderMetadata, now: number): KeySource;
}

const TIMEOUT_MILLISECONDS = 4_000;
const MAX_BODY_BYTES = 256 * 1024;
const HOUR = 3_600_000;
const STALE_MILLISECONDS = 24 * HOUR;
const METADATA_TIMES = {
  freshMilliseconds: HOUR,
  staleMilliseconds: STALE_MILLISECONDS,
  cooldownMilliseconds: 5_000,
};
const KEYS_TIMES = {
  freshMilliseconds: 600_000,
  staleMilliseconds: STALE_MILLISECONDS,
  cooldownMilliseconds: 30_000,
};

type Keys = CachedDocument<readonly VerificationKey[], Refusal>;

/** `development`: the policy says so, and an issuer on this machine may be asked by plain http. */
export function providerDocuments(place: ProviderPlace, development: boolean): ProviderDocuments {
  const bounds = fetchBounds(place, development);
  const fetchBounded = createBoundedFetch(bounds);
  const keysByLocation = new Map<string, Keys>();
  const keysAt = (jwksUri: string): Keys => {
    const known =
      keysByLocation.get(jwksUri) ?? cacheDocument(() => loadKeys(fetchBounded, jwksUri), KEYS_TIMES);
    keysByLocation.set(jwksUri, known);
    return known;
  };
  return {
    fetchBounded,
    metadata: cacheDocument(() => discover(place.issuer, fetchBounded, bounds), METADATA_TIMES),
    keysOf({ jwks_uri: jwksUri }, now) {
      const keys = keysAt(jwksUri);
      return { current: () => keys.get(now), refresh: () => keys.refresh(now) };
    },
  };
}

function fetchBounds({ issuer, endpointHosts }: ProviderPlace, development: boolean): FetchBounds {
  return {
    allowedHosts: new Set([new URL(issuer).host, ...endpointHosts]),
    allowLoopbackHttp: development && issuer.startsWith("http:"),
    timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    maxBodyBytes: MAX_BODY_BYTES,
  };
}
