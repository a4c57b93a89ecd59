/**
 * Where is this person? Evidence in the order the policy ranks it; the first that says something wins,
 * and the finding keeps its provenance. Invariant: an edge header that does not come from the operator's own
 * edge never counts, whatever it says (docs/SECURITY.md, spoofed location).
 */
import { countryCentre, isCountry } from "./countries.ts";
import type { Latencies } from "./latencies.ts";
import type { NetworkTable } from "./network-table.ts";
import type { Coordinates, LocationPolicy, LocationSource, WallsFollow } from "./policy.ts";

/** What the edge said in front of us; `trusted` is decided by the transport, not by the header. */
export interface EdgeEvidence {
  readonly trusted: boolean;
  readonly country: string | undefined;
  readonly coordinates: Coordinates | undefined;
}

export interface LocationEvidence {
  /** The country the identity provider claims, upper-case alpha-2. */
  readonly claimCountry: string | undefined;
  /** The peer's address as the platform saw it, never a forwarded header of the client. */
  readonly clientIp: string | undefined;
  readonly edge: EdgeEvidence | undefined;
  /** What an IP database says of `clientIp`; absent where none is asked, or it does not know. */
  readonly databaseCountry?: string | undefined;
  /** What the browser measured (latencies.ts): orders fleets and is no evidence of a place. */
  readonly latencies?: Latencies | undefined;
}

type Provenance = LocationSource | "default" | "none";

interface Consideration {
  readonly source: Provenance;
  readonly outcome: "used" | "absent" | "untrusted" | "unknown_country";
}

export interface UserLocation {
  readonly country: string | undefined;
  readonly coordinates: Coordinates | undefined;
  readonly provenance: Provenance;
  /** The named network the address belongs to, whichever source won. */
  readonly network: string | undefined;
  /** Where the connection comes from, by network, trusted edge or IP database: a claim says where someone lives, not where they are. */
  readonly presentIn: string | undefined;
  /** The claimed country, where the policy hears claims: where someone lives, wherever they are now. */
  readonly home: string | undefined;
  /** The country that residency walls ask about; undefined is covered by all of them. */
  readonly wallCountry: string | undefined;
  readonly considered: readonly Consideration[];
}

interface Claimed {
  readonly country: string | undefined;
  readonly coordinates?: Coordinates | null | undefined;
  readonly untrusted?: boolean;
}

/** With `follows: "home"` a claim says where someone is only when nothing else does. */
export function locate(
  evidence: LocationEvidence,
  policy: LocationPolicy,
  networks: NetworkTable,
  follows: WallsFollow = "location",
): UserLocation {
  const network = evidence.clientIp === undefined ? undefined : networks.lookup(evidence.clientIp);
  const presentIn = presentCountry(evidence, policy, network);
  const home = homeCountry(evidence, policy);
  const considered: Consideration[] = [];
  const sources = follows === "home" ? policy.sources.toSorted(claimLast) : policy.sources;
  for (const source of sources) {
    const claimed = claimOf(source, evidence, policy, network);
    const { country } = claimed;
    const centre = country === undefined ? undefined : countryCentre(country);
    const outcome = outcomeOf(claimed, centre);
    considered.push({ source, outcome });
    if (outcome === "used") {
      const coordinates = claimed.coordinates ?? centre;
      const wallCountry = follows === "home" ? home : country;
      return { country, coordinates, provenance: source, network, presentIn, home, wallCountry, considered };
    }
  }
  // The default is an assumption: it may guide a ranking, never satisfy a rule or a wall.
  const country = policy.default?.country;
  const coordinates = country === undefined ? undefined : countryCentre(country);
  const provenance = country === undefined ? "none" : "default";
  if (country !== undefined) considered.push({ source: "default", outcome: "used" });
  // Nobody has a home here: a claim that names a country would have been used above.
  return {
    country,
    coordinates,
    provenance,
    network,
    presentIn,
    home,
    wallCountry: undefined,
    considered,
  };
}

function claimLast(a: LocationSource, b: LocationSource): number {
  return Number(a === "claim") - Number(b === "claim");
}

function homeCountry({ claimCountry }: LocationEvidence, { sources }: LocationPolicy): string | undefined {
  const isHeard = claimCountry !== undefined && sources.includes("claim");
  return isHeard && isCountry(claimCountry) ? claimCountry : undefined;
}

function presentCountry(
  { edge, databaseCountry }: LocationEvidence,
  policy: LocationPolicy,
  network: string | undefined,
): string | undefined {
  // A policy that leaves one of them out of its sources does not want its word here either.
  const fromEdge = policy.sources.includes("edge") && edge?.trusted ? edge.country : undefined;
  const fromDatabase = policy.sources.includes("ip_database") ? databaseCountry : undefined;
  const office = network === undefined ? undefined : policy.networks[network]?.country;
  // CloudFront says XX of an address it does not know; that is no word against the next source.
  return [office, fromEdge, fromDatabase].find((country) => country !== undefined && isCountry(country));
}

function outcomeOf(claimed: Claimed, centre: Coordinates | undefined): Consideration["outcome"] {
  if (claimed.untrusted === true) return "untrusted";
  if (claimed.country === undefined) return "absent";
  return centre === undefined ? "unknown_country" : "used";
}

function claimOf(
  source: LocationSource,
  evidence: LocationEvidence,
  policy: LocationPolicy,
  network: string | undefined,
): Claimed {
  switch (source) {
    case "claim":
      return { country: evidence.claimCountry };
    case "network": {
      const found = network === undefined ? undefined : policy.networks[network];
      return { country: found?.country, coordinates: found?.coordinates };
    }
    case "edge":
      return evidence.edge === undefined
        ? { country: undefined }
        : {
            country: evidence.edge.country,
            coordinates: evidence.edge.coordinates,
            untrusted: !evidence.edge.trusted,
          };
    case "ip_database":
      return { country: evidence.databaseCountry };
  }
}
