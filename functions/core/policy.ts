/**
 * The policy: everything the broker knows about identity providers, fleets, applications and rules.
 * Written as YAML, checked and compiled at deploy (policy-schema.ts, policy-checks.ts), shipped as JSON.
 * Invariant: a list that grants is empty by default, and empty grants nothing.
 */

import type { LocalizedText } from "./localized-text.ts";
import type { ApprovalPolicy } from "./policy-approval.ts";
import type { BrandingPolicy } from "./policy-branding.ts";
import type { EmbeddingPolicy } from "./policy-embedding.ts";
import type { HandoverPolicy, InstancesPolicy, TokensPolicy } from "./policy-handover.ts";
import type { IdentityProviderPolicy } from "./policy-identity.ts";
import type { PortalApiPolicy } from "./policy-portal-api.ts";
import type { PortalPolicy } from "./policy-portals.ts";
import type { SessionEndingPolicy } from "./policy-sessions.ts";
import type { UsePolicy } from "./policy-use.ts";

export interface FleetPolicy {
  readonly region: string;
  readonly stack: string;
  readonly fleet: string;
  /** The operator's word for the legal area the data stays in, for example `EU`. */
  readonly jurisdiction: string;
  /** Domain-joined fleets refuse CreateStreamingURL: they are reached by AppStream's own SAML federation. */
  readonly launchMethod: "streaming_url" | "federation";
  /** With `federation` only, and then never null. */
  readonly federation: FederationPolicy | null;
  readonly streamView: "app" | "desktop";
  /** A CloudFront domain in front of AppStream that replaces the host of the URL; null leaves it. */
  readonly customDomain: string | null;
  /** Takes no new session while it lasts; null: it is open. */
  readonly drain: DrainPolicy | null;
  /** Null, and left out: no instance may redeem anything. */
  readonly instances?: InstancesPolicy | null;
}

export interface FederationPolicy {
  /** Where the identity provider starts a sign-in to AWS; `{relayState}` in it becomes our relay state, percent-encoded. */
  readonly link: string;
  /** Twelve digits: the AWS account of the stack, as AppStream's relay state wants it. */
  readonly accountId: string;
}

/** Maintenance: who keeps people off a fleet, why, and until when. */
export interface DrainPolicy {
  readonly owner: string;
  readonly reason: string;
  /** RFC 3339 with an offset. */
  readonly until: string;
  /** Also where it is the last fleet of an application. */
  readonly force: boolean;
}

export interface Audience {
  /** Groups of the policy's one identity provider; with several providers they admit nobody. */
  readonly groups: readonly string[];
  /** Groups by the provider that must have said so: a group's name proves nothing without who claims it. */
  readonly groupsByProvider?: Readonly<Record<string, readonly string[]>>;
  readonly subjects: readonly { readonly identityProvider: string; readonly subject: string }[];
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** Open from `from` (inclusive) to `until` (exclusive), wall-clock `HH:MM` in `timeZone`; `until` may be `24:00`. */
export interface HoursCondition {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
}

export interface Conditions {
  readonly mfa: boolean;
  /** Names of `location.networks`; null allows any network. */
  readonly networks: readonly string[] | null;
  readonly hours: HoursCondition | null;
  /** ISO 3166-1 alpha-2 countries the connection must come from, by network or trusted edge; null allows any. */
  readonly countries: readonly string[] | null;
}

export interface ContextDeclaration {
  /** Anchored on both ends before use; values are at most `maxLength` characters. */
  readonly pattern: string;
  readonly maxLength: number;
}

export interface OverflowPolicy {
  readonly fleets: readonly string[];
  /** The person is asked before they are sent there. */
  readonly consent: boolean;
}

/** A class or another event that starts many sessions at once. */
export interface ClassPolicy {
  readonly name: string;
  /** RFC 3339 with an offset. */
  readonly starts: string;
  readonly ends: string;
  /** How many are expected. */
  readonly people: number;
}

export interface ApplicationPolicy {
  readonly name: LocalizedText;
  readonly description: LocalizedText | null;
  /** An https address, or a small picture as a `data:` address. */
  readonly icon: string | null;
  /** What it stands under in the catalogue; null, and left out: with the others. */
  readonly group?: LocalizedText | null;
  /** The application's Name in the image, or `Desktop` on a desktop-view fleet. */
  readonly appstreamApplication: string;
  readonly fleets: readonly string[];
  /** Fleets for when none of `fleets` has a place; null: there are none. */
  readonly overflow: OverflowPolicy | null;
  /** When many come at once, and how many. */
  readonly classes: readonly ClassPolicy[];
  readonly audience: Audience;
  readonly conditions: Conditions;
  readonly context: ContextDeclaration | null;
  /** What the launcher is given; null, and left out: which application it is and for whom. */
  readonly handover?: HandoverPolicy | null;
  /** Null, and left out: as much as AppStream gives. */
  readonly use?: UsePolicy | null;
  /** Null, and left out: whoever is in the audience may launch. */
  readonly approval?: ApprovalPolicy | null;
  /** How long the streaming URL may be opened, 1–604800 s; AWS recommends short. */
  readonly validitySeconds: number;
}

/** `ip_database`: a country database beside the functions, for set-ups whose edge names no country. */
export type LocationSource = "claim" | "network" | "edge" | "ip_database";

export interface NetworkPolicy {
  readonly ranges: readonly string[];
  readonly country: string;
  /** Where it is on the map; null uses the country's centre. */
  readonly coordinates: Coordinates | null;
}

export interface Coordinates {
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
}

/** What the operator knows better than the claims. */
export interface HomeRegionPolicy {
  readonly subjects: readonly {
    readonly identityProvider: string;
    readonly subject: string;
    readonly region: string;
  }[];
  /** The first that the person is in counts; a null provider means the policy's one. */
  readonly groups: readonly {
    readonly identityProvider: string | null;
    readonly group: string;
    readonly region: string;
  }[];
}

export interface LocationPolicy {
  readonly sources: readonly LocationSource[];
  readonly networks: Readonly<Record<string, NetworkPolicy>>;
  readonly default: { readonly country: string } | null;
  readonly homeRegions?: HomeRegionPolicy;
  /** Our pages may measure how far the browser is from the fleets' Regions, and remember it. Left out: they do not. */
  readonly measureLatency?: boolean;
}

/** A hard rule: who it covers may only use fleets in these jurisdictions. Never relaxed. */
export interface ResidencyWall {
  readonly id: string;
  /** Application ids; null covers all. */
  readonly applications: readonly string[] | null;
  /** Countries of the user; null covers all. An unknown location is covered: the wall fails closed. */
  readonly countries: readonly string[] | null;
  readonly jurisdictions: readonly string[];
}

/**
 * Which country a wall asks about: where the person is found (`location`), or where the identity provider says the
 * person is at home (`home`), whose sessions then stay within the same walls on a trip and go to the nearest fleet there.
 */
export type WallsFollow = "location" | "home";

export interface ResidencyPolicy {
  readonly walls: readonly ResidencyWall[];
  /** Left out: `location`. */
  readonly follows?: WallsFollow;
}

/** A soft rule: fleets to try first, in this order. The first slope that matches is used. */
export interface Preference {
  readonly applications: readonly string[] | null;
  readonly countries: readonly string[] | null;
  readonly fleets: readonly string[];
}

export interface SessionPolicy extends SessionEndingPolicy {
  readonly brokerSessionSeconds: number;
  readonly loginTransactionSeconds: number;
  /** How long a session-context handle may be redeemed. */
  readonly contextHandleSeconds: number;
  /** How long a launch record is kept in the table. */
  readonly launchRecordSeconds: number;
}

export interface LimitsPolicy {
  /** The whole launch, all candidates together. */
  readonly launchDeadlineMilliseconds: number;
  /** One CreateStreamingURL request. */
  readonly attemptTimeoutMilliseconds: number;
  readonly maxCandidates: number;
  /** How long what AppStream said of its fleets is believed, and so how often it is asked: once in each Region. */
  readonly capacityRefreshSeconds: number;
  /** How long a launch waits for what may help and need not: capacity, and where a session lives. */
  readonly lookAheadMilliseconds: number;
  /** How long a place in the waiting line is kept. */
  readonly waitingSeconds: number;
  /** Of one person over all applications, at the same time; null, and left out: as many as there are places. */
  readonly concurrentSessions?: number | null;
}

/** Who may look into other people's launches. */
interface OperatorsPolicy {
  readonly helpDesk: Audience;
}

export interface Policy {
  readonly version: 1;
  readonly development: boolean;
  readonly identityProviders: Readonly<Record<string, IdentityProviderPolicy>>;
  readonly fleets: Readonly<Record<string, FleetPolicy>>;
  readonly applications: Readonly<Record<string, ApplicationPolicy>>;
  readonly location: LocationPolicy;
  readonly residency: ResidencyPolicy;
  readonly preferences: readonly Preference[];
  readonly sessions: SessionPolicy;
  readonly limits: LimitsPolicy;
  readonly operators: OperatorsPolicy;
  /** Left out: nothing is signed. */
  readonly tokens?: TokensPolicy;
  /** Left out: no other site shows buttons that know anybody. */
  readonly portals?: Readonly<Record<string, PortalPolicy>>;
  /** Left out, and null: nothing is embedded. */
  readonly embedding?: EmbeddingPolicy | null;
  /** Null, and left out: the pages look like Streamgate. */
  readonly branding?: BrandingPolicy | null;
  /** Left out: the Portal API takes nobody's token. */
  readonly api?: PortalApiPolicy;
  /** What the pages tell a person whom nothing else helps; null names nobody. */
  readonly support: LocalizedText | null;
}
