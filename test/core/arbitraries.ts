/**
 * Arbitrary policies, principals and evidence for the properties of the decision. Small pools of names,
 * so that rules and people meet often; and hostile texts among them, so that they also miss each other.
 */
import fc from "fast-check";
import type { DecisionInput } from "../../functions/core/decide.ts";
import type { Latencies } from "../../functions/core/latencies.ts";
import type { LocationEvidence } from "../../functions/core/location.ts";
import type {
  ApplicationPolicy,
  Conditions,
  Coordinates,
  LocationPolicy,
  Policy,
  Preference,
  ResidencyWall,
} from "../../functions/core/policy.ts";
import { indexPolicy } from "../../functions/core/policy-index.ts";
import type { Principal } from "../../functions/core/principal.ts";
import type { RankingHints } from "../../functions/core/routing.ts";
import { aFleet, anApplication, aPolicy } from "../support/core-builders.ts";

const FLEETS = ["f1", "f2", "f3", "f4", "f5"];
const GROUPS = ["staff", "students", "guests"];
const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1", "ap-south-1", "xx-nowhere-1"];
const JURISDICTIONS = ["EU", "US", "MX"];
const COUNTRIES = ["ES", "MX", "US", "DE"];
const NETWORKS = ["office", "library"];

const some = (names: readonly string[]) => fc.subarray([...names]);
const someOrNull = (names: readonly string[]) => fc.option(some(names), { nil: null });
const orUndefined = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const coordinates: fc.Arbitrary<Coordinates> = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

const wallRules = fc.record({
  applications: fc.constantFrom(null, ["atlas"], ["other"], []),
  countries: someOrNull(COUNTRIES),
  jurisdictions: some(JURISDICTIONS),
});

export const aWall = (id: string): fc.Arbitrary<ResidencyWall> =>
  wallRules.map((rules) => ({ id, ...rules }));

const walls = fc
  .array(wallRules, { maxLength: 3 })
  .map((rules) => rules.map((rule, at): ResidencyWall => ({ id: `wall-${at}`, ...rule })));

export const preferences: fc.Arbitrary<readonly Preference[]> = fc.array(
  fc.record({
    applications: fc.constantFrom(null, ["atlas"], ["other"]),
    countries: someOrNull(COUNTRIES),
    fleets: fc.shuffledSubarray(FLEETS),
  }),
  { maxLength: 3 },
);

export const fleets: fc.Arbitrary<Policy["fleets"]> = fc
  .tuple(
    ...FLEETS.map((id) =>
      fc
        .record({ region: fc.constantFrom(...REGIONS), jurisdiction: fc.constantFrom(...JURISDICTIONS) })
        .map((place) => [id, aFleet(place)] as const),
    ),
  )
  .map((entries) => Object.fromEntries(entries));

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

/** Often nothing, so that many decisions get as far as the walls. */
const conditions: fc.Arbitrary<Conditions> = fc.record({
  mfa: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
  networks: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, some(NETWORKS)),
  hours: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    fc.record({
      timeZone: fc.constantFrom("Europe/Madrid", "America/Mexico_City", "Pacific/Auckland"),
      days: fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, { minLength: 4 }),
      from: time,
      until: fc.oneof(time, fc.constant("24:00")),
    }),
  ),
  countries: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, some(COUNTRIES)),
});

const application: fc.Arbitrary<ApplicationPolicy> = fc
  .record({
    fleets: fc.shuffledSubarray(FLEETS),
    audience: fc.record({
      groups: some(GROUPS),
      subjects: fc.constantFrom([], [{ identityProvider: "campus", subject: "ana" }]),
    }),
    conditions,
  })
  .map(anApplication);

const location: fc.Arbitrary<LocationPolicy> = fc.record({
  sources: fc.shuffledSubarray(["claim", "network", "edge", "ip_database"] as const),
  networks: fc
    .tuple(fc.constantFrom(...COUNTRIES, "ZZ"), fc.option(coordinates, { nil: null }))
    .map(([country, place]) => ({
      office: { ranges: ["192.0.2.0/24"], country, coordinates: place },
      library: { ranges: ["198.51.100.0/24", "2001:db8::/32"], country: "MX", coordinates: null },
    })),
  default: fc.option(fc.record({ country: fc.constantFrom(...COUNTRIES) }), { nil: null }),
  homeRegions: fc.record({
    subjects: fc.constantFrom([], [{ identityProvider: "campus", subject: "ana", region: "us-east-1" }]),
    groups: fc.constantFrom(
      [],
      [{ identityProvider: null, group: "staff", region: "eu-central-1" }],
      [{ identityProvider: "campus", group: "students", region: "ap-south-1" }],
    ),
  }),
});

const policies: fc.Arbitrary<Policy> = fc
  .record({
    fleets,
    applications: fc.record({ atlas: application, other: application }),
    location,
    residency: fc.record({ walls, follows: fc.constantFrom("location" as const, "home" as const) }),
    preferences,
    limits: fc.integer({ min: 1, max: 6 }).map((maxCandidates) => ({ ...aPolicy().limits, maxCandidates })),
  })
  .map(aPolicy);

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("__proto__", "constructor", "", "\u0000", "campus\u0000ana"),
);

const principals: fc.Arbitrary<Principal> = fc.record({
  identityProvider: fc.oneof(fc.constant("campus"), hostile),
  subject: fc.oneof(fc.constant("ana"), hostile),
  userId: fc.oneof(fc.constant("u-ana"), hostile),
  displayName: orUndefined(hostile),
  email: orUndefined(hostile),
  groups: fc.oneof(
    { weight: 3, arbitrary: fc.shuffledSubarray(GROUPS) },
    fc.array(hostile, { maxLength: 3 }),
  ),
  country: orUndefined(fc.oneof(fc.constantFrom(...COUNTRIES), hostile)),
  mfaEvidence: orUndefined(fc.constant("amr=mfa")),
  authenticatedAt: fc.integer(),
  homeRegion: fc.constantFrom(...REGIONS),
});

const country = orUndefined(fc.oneof(fc.constantFrom(...COUNTRIES, "ZZ", "es"), hostile));

const figure = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.constantFrom(0, -1, 1.5, 10_000, 10_001, Number.NaN, Number.POSITIVE_INFINITY),
);

const latencies = orUndefined(
  fc
    .dictionary(fc.oneof(fc.constantFrom(...REGIONS), hostile), figure)
    .map((figures): Latencies => new Map(Object.entries(figures))),
);

export const evidences: fc.Arbitrary<LocationEvidence> = fc.record({
  claimCountry: country,
  clientIp: orUndefined(
    fc.oneof(
      fc.constantFrom("192.0.2.1", "198.51.100.1", "2001:db8::1", "::ffff:192.0.2.1", "203.0.113.1"),
      fc.ipV4(),
      fc.ipV6(),
      hostile,
    ),
  ),
  edge: orUndefined(fc.record({ trusted: fc.boolean(), country, coordinates: orUndefined(coordinates) })),
  databaseCountry: country,
  latencies,
});

export const hints: fc.Arbitrary<RankingHints> = fc.record({
  homeRegion: orUndefined(fc.constantFrom(...REGIONS, "eu-west-3", "")),
  latencies,
});

/** Everything a clock could say, far from our time too: the range of ECMAScript's own dates. */
const moments = fc.oneof(
  fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
  fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }),
);

/** A question with its policy beside the index, so that a property can ask it again of a changed policy. */
export interface Question {
  readonly policy: Policy;
  readonly ask: Omit<DecisionInput, "index">;
}

export const questions: fc.Arbitrary<Question> = fc.record({
  policy: policies,
  ask: fc.record({
    principal: principals,
    applicationId: fc.oneof({ weight: 9, arbitrary: fc.constant("atlas") }, hostile),
    evidence: evidences,
    nowEpochSeconds: moments,
  }),
});

export const inputOf = ({ policy, ask }: Question): DecisionInput => ({
  ...ask,
  index: indexPolicy(policy, "0123456789abcdef"),
});
