/**
 * A made-up policy of any size, shaped as real ones are: each application on four fleets of different Regions, some
 * with conditions, ranges that nest, walls that cover all applications or a few, preferences by country.
 */
import type { ApplicationPolicy, FleetPolicy, NetworkPolicy, Policy } from "../../functions/core/policy.ts";
import { identityProvider } from "./identity-provider.ts";

export interface PolicySize {
  readonly applications: number;
  readonly fleets: number;
  /** CIDR ranges, three to a network. */
  readonly ranges: number;
}

/** Lists every fleet of the policy, where the others list four. */
export const EVERYWHERE = "everywhere";
export const COUNTRIES = ["DE", "FR", "GB", "US", "CA", "JP", "AU", "IN", "BR"] as const;

const FLEETS_AN_APPLICATION = 4;
const RANGES_A_NETWORK = 3;
const REGIONS = [
  { region: "eu-central-1", jurisdiction: "EU" },
  { region: "us-east-1", jurisdiction: "US" },
  { region: "eu-west-1", jurisdiction: "EU" },
  { region: "ap-southeast-2", jurisdiction: "AU" },
] as const;

export function policyOfSize({ applications, fleets, ranges }: PolicySize): Policy {
  const fleetIds = listOf(fleets, (at) => `fleet-${at}`);
  const applicationIds = listOf(applications, applicationId);
  const networks = listOf(
    Math.ceil(ranges / RANGES_A_NETWORK),
    (at) => [networkName(at), network(at)] as const,
  );
  return {
    version: 1,
    development: false,
    identityProviders: { staff: identityProvider },
    fleets: Object.fromEntries(fleetIds.map((id, at) => [id, fleet(id, at)])),
    applications: Object.fromEntries([
      ...applicationIds.map(
        (id, at) => [id, application(at, fleetsOf(at, fleetIds), networks.length)] as const,
      ),
      [EVERYWHERE, { ...application(1, fleetIds, networks.length), audience: audience(0) }],
    ]),
    location: {
      sources: ["network", "claim"],
      networks: Object.fromEntries(networks),
      default: { country: "DE" },
    },
    residency: {
      walls: [
        { id: "eu-in-eu", applications: null, countries: ["DE", "FR"], jurisdictions: ["EU"] },
        {
          id: "us-only",
          applications: applicationIds.filter((_, at) => at % 20 === 7),
          countries: null,
          jurisdictions: ["US"],
        },
      ],
    },
    preferences: [
      { applications: applicationIds.slice(0, 3), countries: null, fleets: fleetIds.slice(0, 3) },
      { applications: null, countries: ["US", "CA"], fleets: fleetIds.slice(1, 4) },
    ],
    sessions: {
      brokerSessionSeconds: 28_800,
      loginTransactionSeconds: 600,
      contextHandleSeconds: 900,
      launchRecordSeconds: 86_400,
    },
    limits: {
      ...{ launchDeadlineMilliseconds: 8_000, attemptTimeoutMilliseconds: 3_000, maxCandidates: 4 },
      ...{ capacityRefreshSeconds: 20, lookAheadMilliseconds: 400, waitingSeconds: 3_600 },
    },
    operators: { helpDesk: { groups: [], subjects: [] } },
    support: null,
  };
}

export function applicationId(at: number): string {
  return `application-${at}`;
}

/** The first of the two groups that may use this application. */
export function groupOf(at: number): string {
  return `group-${at}`;
}

/** An address inside the range; every third range is IPv6. */
export function addressIn(range: number): string {
  const at = Math.floor(range / RANGES_A_NETWORK);
  const host = (range % 250) + 1;
  const places = [`${ipv4(at)}.200.${host}`, `${ipv4(at)}.7.${host}`, `2001:db8:${at.toString(16)}::${host}`];
  return String(places[range % RANGES_A_NETWORK]);
}

function network(at: number): NetworkPolicy {
  const ranges = [`${ipv4(at)}.0.0/16`, `${ipv4(at)}.7.0/24`, `2001:db8:${at.toString(16)}::/48`];
  return { ranges, country: String(COUNTRIES[at % COUNTRIES.length]), coordinates: null };
}

function ipv4(at: number): string {
  return `${20 + (at >> 8)}.${at & 255}`;
}

function fleet(id: string, at: number): FleetPolicy {
  const { region, jurisdiction } = REGIONS[at % REGIONS.length] ?? REGIONS[0];
  return {
    region,
    stack: `stack-${at}`,
    fleet: id,
    jurisdiction,
    launchMethod: "streaming_url",
    federation: null,
    drain: null,
    streamView: "app",
    customDomain: null,
  };
}

function fleetsOf(application: number, fleetIds: readonly string[]): readonly string[] {
  const first = application % fleetIds.length;
  const round = [...fleetIds.slice(first), ...fleetIds.slice(0, first)];
  return round.slice(0, FLEETS_AN_APPLICATION);
}

function application(at: number, fleets: readonly string[], networkCount: number): ApplicationPolicy {
  return {
    name: { en: `Application ${at}` },
    description: null,
    icon: null,
    appstreamApplication: "Notepad",
    fleets,
    overflow: null,
    classes: [],
    audience: audience(at),
    conditions: {
      mfa: at % 3 === 0,
      networks: at % 11 === 10 ? listOf(networkCount, networkName).slice(0, 50) : null,
      hours:
        at % 17 === 16
          ? { timeZone: "Europe/Berlin", days: ["mon", "tue"], from: "07:00", until: "19:00" }
          : null,
      countries: at % 7 === 6 ? ["DE", "US", "FR"] : null,
    },
    context: null,
    validitySeconds: 60,
  };
}

function audience(at: number): ApplicationPolicy["audience"] {
  return { groups: [groupOf(at), "group-all-staff"], subjects: [] };
}

function networkName(at: number): string {
  return `site-${at}`;
}

function listOf<T>(length: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length }, (_, at) => make(at));
}
