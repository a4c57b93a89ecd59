/**
 * The policy made ready for decisions: every look-up by key or binary search, every rule attached to the
 * applications it covers. Built once at cold start; a decision then costs the same in a small policy and a large one.
 */
import { type SurfacePoint, surfacePoint } from "./distance.ts";
import { tokensOf } from "./handover-token.ts";
import { type IsOpen, openingHours } from "./hours.ts";
import { parseInstant } from "./instant.ts";
import { buildNetworkTable, type NetworkTable } from "./network-table.ts";
import type {
  ApplicationPolicy,
  Audience,
  ClassPolicy,
  FleetPolicy,
  HomeRegionPolicy,
  HoursCondition,
  Policy,
} from "./policy.ts";
import type { PortalPolicy } from "./policy-portals.ts";
import type { HomeRegionRules } from "./principal-region.ts";
import { regionCoordinates } from "./regions.ts";
import type { SamlMetadata, SigningCertificate } from "./saml-metadata.ts";
import type { Drain } from "./situation.ts";

export interface IndexedFleet {
  readonly id: string;
  readonly fleet: FleetPolicy;
  readonly point: SurfacePoint | undefined;
}

export interface IndexedWall {
  readonly id: string;
  readonly countries: ReadonlySet<string> | null;
  readonly jurisdictions: ReadonlySet<string>;
}

export interface IndexedPreference {
  readonly countries: ReadonlySet<string> | null;
  /** Fleet id → place in the operator's order, 0 first. */
  readonly order: ReadonlyMap<string, number>;
}

export interface IndexedClass {
  readonly name: string;
  /** Seconds since the epoch; `ends` is the first that is no longer in it. */
  readonly starts: number;
  readonly ends: number;
  readonly people: number;
}

/** An audience ready for look-ups. Empty sets are nobody. */
export interface IndexedAudience {
  /** Keys of (identity provider, group). */
  readonly groups: ReadonlySet<string>;
  /** Groups of the one provider; empty where the policy has several. */
  readonly bareGroups: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

export interface IndexedApplication {
  readonly id: string;
  readonly application: ApplicationPolicy;
  readonly audience: IndexedAudience;
  /** Who approves somebody else's launch; null: nobody need to. */
  readonly approvers: IndexedAudience | null;
  readonly networks: ReadonlySet<string> | null;
  readonly countries: ReadonlySet<string> | null;
  readonly opening: { readonly hours: HoursCondition; readonly isOpen: IsOpen } | null;
  readonly contextPattern: RegExp | null;
  readonly fleets: readonly IndexedFleet[];
  readonly overflow: readonly IndexedFleet[];
  readonly overflowNeedsConsent: boolean;
  readonly classes: readonly IndexedClass[];
  readonly walls: readonly IndexedWall[];
  readonly preferences: readonly IndexedPreference[];
}

export interface IndexedPortal {
  readonly id: string;
  readonly portal: PortalPolicy;
  readonly team: IndexedAudience;
}

export interface PolicyIndex {
  readonly policy: Policy;
  /** Digest of the compiled policy: which rules decided, in every record. */
  readonly version: string;
  readonly applications: ReadonlyMap<string, IndexedApplication>;
  readonly fleets: ReadonlyMap<string, IndexedFleet>;
  /** By fleet id: the policy's own, past and present. */
  readonly drains: ReadonlyMap<string, Drain>;
  readonly helpDesk: IndexedAudience;
  /** In policy order. */
  readonly portals: readonly IndexedPortal[];
  readonly networks: NetworkTable;
  /** Where the policy has fleets: the Regions that a browser's figures may be about. */
  readonly fleetRegions: ReadonlySet<string>;
  readonly homeRegions: HomeRegionRules;
  /** Every group some audience, token or home Region names; other groups need not be remembered. */
  readonly knownGroups: ReadonlySet<string>;
  /** By identity provider: every one of `protocol: saml`. */
  readonly samlMetadata: Readonly<Record<string, SamlMetadata>>;
  /** By file name, as the policy writes it. */
  readonly signingCertificates: Readonly<Record<string, SigningCertificate>>;
}

/** Key of what an identity provider says, a subject or a group. U+0000 cannot occur in a policy id, so two pairs never meet. */
export function subjectKey(identityProvider: string, subject: string): string {
  return `${identityProvider}\u0000${subject}`;
}

export function indexPolicy(
  policy: Policy,
  version: string,
  samlMetadata: Readonly<Record<string, SamlMetadata>> = {},
  signingCertificates: Readonly<Record<string, SigningCertificate>> = {},
): PolicyIndex {
  const fleets = new Map(
    Object.entries(policy.fleets).map(([id, fleet]) => {
      const coordinates = regionCoordinates(fleet.region);
      return [id, { id, fleet, point: coordinates && surfacePoint(coordinates) }] as const;
    }),
  );
  const walls = coverage(policy.residency.walls, (wall) => ({
    id: wall.id,
    countries: setOrNull(wall.countries),
    jurisdictions: new Set(wall.jurisdictions),
  }));
  const preferences = coverage(policy.preferences, (preference) => ({
    countries: setOrNull(preference.countries),
    order: new Map(preference.fleets.map((fleet, place) => [fleet, place])),
  }));
  const hasSeveralProviders = Object.keys(policy.identityProviders).length > 1;
  const fleetsOf = (ids: readonly string[]): readonly IndexedFleet[] =>
    ids.map((id) => fleets.get(id)).filter((fleet) => fleet !== undefined);
  const applications = new Map(
    Object.entries(policy.applications).map(([id, application]) => [
      id,
      {
        id,
        application,
        audience: prepareAudience(application.audience, hasSeveralProviders),
        approvers: application.approval
          ? prepareAudience(application.approval.approvers, hasSeveralProviders)
          : null,
        networks: setOrNull(application.conditions.networks),
        countries: setOrNull(application.conditions.countries),
        opening: application.conditions.hours && prepareHours(application.conditions.hours),
        contextPattern: application.context && new RegExp(`^(?:${application.context.pattern})$`, "v"),
        fleets: fleetsOf(application.fleets),
        overflow: fleetsOf(application.overflow?.fleets ?? []),
        overflowNeedsConsent: application.overflow?.consent ?? true,
        classes: application.classes.map(prepareClass),
        walls: walls(id),
        preferences: preferences(id),
      },
    ]),
  );
  const { homeRegions = NO_HOME_REGIONS } = policy.location;
  const { portals = {} } = policy;
  const audiences = [
    policy.operators.helpDesk,
    ...Object.values(policy.applications).map((app) => app.audience),
    ...Object.values(portals).map(({ team }) => team),
    ...Object.values(policy.applications).flatMap(({ approval }) => (approval ? [approval.approvers] : [])),
  ];
  const knownGroups = new Set([
    ...[...audiences, ...Object.values(policy.applications).flatMap(tokensOf)].flatMap(
      ({ groups, groupsByProvider = {} }) => [...groups, ...Object.values(groupsByProvider).flat()],
    ),
    ...homeRegions.groups.map(({ group }) => group),
  ]);
  return {
    policy,
    version,
    applications,
    fleets,
    drains: new Map(
      Object.entries(policy.fleets).flatMap(([id, { drain }]) =>
        drain === null ? [] : [[id, { ...drain, until: epochSeconds(drain.until) }] as const],
      ),
    ),
    helpDesk: prepareAudience(policy.operators.helpDesk, hasSeveralProviders),
    portals: Object.entries(portals).map(([id, portal]) => ({
      ...{ id, portal },
      team: prepareAudience(portal.team, hasSeveralProviders),
    })),
    networks: buildNetworkTable(policy.location.networks),
    fleetRegions: new Set(Object.values(policy.fleets).map(({ region }) => region)),
    homeRegions: {
      subjects: new Map(
        homeRegions.subjects.map((entry) => [
          subjectKey(entry.identityProvider, entry.subject),
          entry.region,
        ]),
      ),
      groups: homeRegions.groups,
    },
    knownGroups,
    samlMetadata,
    signingCertificates,
  };
}

function prepareAudience(
  { groups, groupsByProvider = {}, subjects }: Audience,
  hasSeveralProviders: boolean,
): IndexedAudience {
  return {
    groups: new Set(
      Object.entries(groupsByProvider).flatMap(([provider, names]) =>
        names.map((group) => subjectKey(provider, group)),
      ),
    ),
    bareGroups: new Set(hasSeveralProviders ? [] : groups),
    subjects: new Set(subjects.map((entry) => subjectKey(entry.identityProvider, entry.subject))),
  };
}

function prepareClass({ name, starts, ends, people }: ClassPolicy): IndexedClass {
  return { name, starts: epochSeconds(starts), ends: epochSeconds(ends), people };
}

/** Of a text that the schema has checked. */
function epochSeconds(instant: string): number {
  const seconds = parseInstant(instant);
  if (seconds === undefined) throw new TypeError("the policy was not checked");
  return seconds;
}

const NO_HOME_REGIONS: HomeRegionPolicy = { subjects: [], groups: [] };

function prepareHours(hours: HoursCondition): { readonly hours: HoursCondition; readonly isOpen: IsOpen } {
  return { hours, isOpen: openingHours(hours) };
}

/** Rules by the application they cover, in policy order; `applications: null` covers all. */
function coverage<R extends { readonly applications: readonly string[] | null }, T>(
  rules: readonly R[],
  prepare: (rule: R) => T,
): (application: string) => readonly T[] {
  const prepared = rules.map((rule) => ({
    rule,
    value: prepare(rule),
    covers: setOrNull(rule.applications),
  }));
  return (application) =>
    prepared.filter(({ covers }) => covers === null || covers.has(application)).map(({ value }) => value);
}

function setOrNull(values: readonly string[] | null): ReadonlySet<string> | null {
  return values === null ? null : new Set(values);
}
