/**
 * The same question with things supposed: another place, another time, fleets down or full, Regions down, a yes, a second
 * factor. Pure: from one input of a decision to another.
 * Invariant: what comes out is for explain.ts alone. A principal made here was verified by nobody, so it is never given
 * to a session, a store or AppStream.
 */
import { type LocatedInput, locationOf } from "./decide.ts";
import type { FleetStatus, KnownFleet } from "./fleet-status.ts";
import { countryText, listed, moment, quoted } from "./plain-words.ts";
import type { PolicyIndex } from "./policy-index.ts";
import type { Principal } from "./principal.ts";
import { UNKNOWN_SITUATION } from "./situation.ts";

/** What is left out stays as it is. */
export interface Supposition {
  /** What the identity provider claims, upper-case alpha-2. */
  readonly country?: string | undefined;
  readonly clientIp?: string | undefined;
  /** A network of the policy, as if the address were in it. */
  readonly network?: string | undefined;
  /** The country of the connection, as a trusted edge or an IP database would say it. */
  readonly connectedFrom?: string | undefined;
  readonly atEpochSeconds?: number | undefined;
  readonly fleetsDown?: readonly string[] | undefined;
  readonly fleetsFull?: readonly string[] | undefined;
  readonly regionsDown?: readonly string[] | undefined;
  readonly hasConsented?: boolean | undefined;
  readonly mfa?: boolean | undefined;
}

/** Someone who is made up for a question. */
export interface SupposedPerson {
  readonly identityProvider: string;
  readonly subject: string;
  readonly groups: readonly string[];
  readonly country: string | undefined;
  readonly mfa: boolean;
}

/** A question about someone made up, with nothing known but the policy. */
export function supposedInput(
  person: SupposedPerson,
  applicationId: string,
  index: PolicyIndex,
  nowEpochSeconds: number,
): LocatedInput {
  const { identityProvider, subject, groups, country, mfa } = person;
  const principal: Principal = {
    ...{ identityProvider, subject, groups, country },
    userId: "nobody",
    displayName: undefined,
    email: undefined,
    mfaEvidence: mfa ? "supposed" : undefined,
    authenticatedAt: nowEpochSeconds,
  };
  const evidence = { claimCountry: country, clientIp: undefined, edge: undefined };
  const location = locationOf(evidence, index);
  const nothingKnown = { latencies: undefined, situation: UNKNOWN_SITUATION };
  return { principal, applicationId, location, index, nowEpochSeconds, ...nothingKnown };
}

export function whatIf(base: LocatedInput, supposed: Supposition): LocatedInput {
  const nowEpochSeconds = supposed.atEpochSeconds ?? base.nowEpochSeconds;
  const { situation } = base;
  const fleets = new Map(situation.fleets);
  for (const id of supposed.fleetsDown ?? [])
    fleets.set(id, like(fleets.get(id), nowEpochSeconds, "stopped"));
  for (const id of supposed.fleetsFull ?? [])
    fleets.set(id, like(fleets.get(id), nowEpochSeconds, "running"));
  const { mfa } = supposed;
  return {
    ...base,
    nowEpochSeconds,
    principal: {
      ...base.principal,
      country: supposed.country ?? base.principal.country,
      mfaEvidence: mfa === undefined ? base.principal.mfaEvidence : mfa ? "supposed" : undefined,
    },
    location: hasPlace(supposed) ? placeOf(base, supposed) : base.location,
    situation: {
      ...situation,
      fleets,
      restingRegions: new Set([...situation.restingRegions, ...(supposed.regionsDown ?? [])]),
      hasConsented: supposed.hasConsented ?? situation.hasConsented,
    },
  };
}

/** One clause each. An address is not repeated: the network that it belongs to is said elsewhere. */
export function suppositionTexts(supposed: Supposition): readonly string[] {
  const { country, clientIp, network, connectedFrom, atEpochSeconds, hasConsented, mfa } = supposed;
  const { fleetsDown = [], fleetsFull = [], regionsDown = [] } = supposed;
  return [
    ...(country === undefined ? [] : [`their identity provider claims ${countryText(country)}`]),
    ...(clientIp === undefined ? [] : ["they come from the address in the question"]),
    ...(network === undefined ? [] : [`they come from the network \`${network}\``]),
    ...(connectedFrom === undefined ? [] : [`the edge sees them in ${countryText(connectedFrom)}`]),
    ...(atEpochSeconds === undefined ? [] : [`it is ${moment(atEpochSeconds)}`]),
    ...fleetsText(fleetsDown, "down"),
    ...fleetsText(fleetsFull, "full"),
    ...(regionsDown.length === 0 ? [] : [`AppStream is down in ${listed(regionsDown)}`]),
    ...(hasConsented === undefined ? [] : [`they say ${hasConsented ? "yes" : "no"} to an overflow fleet`]),
    ...(mfa === undefined ? [] : [`their sign-in ${mfa ? "had a" : "had no"} second factor`]),
  ];
}

function fleetsText(fleets: readonly string[], state: string): readonly string[] {
  return fleets.length === 0
    ? []
    : [`${listed(quoted(fleets))} ${fleets.length === 1 ? "is" : "are"} ${state}`];
}

function hasPlace({ country, clientIp, network, connectedFrom }: Supposition): boolean {
  return [country, clientIp, network, connectedFrom].some((part) => part !== undefined);
}

function placeOf(
  { principal, index }: LocatedInput,
  { country, clientIp, network, connectedFrom }: Supposition,
): LocatedInput["location"] {
  const edge =
    connectedFrom === undefined
      ? undefined
      : { trusted: true, country: connectedFrom, coordinates: undefined };
  const evidence = {
    claimCountry: country ?? principal.country,
    // Any address does where the network is named outright.
    clientIp: network === undefined ? clientIp : "",
    edge,
    // Whichever of the two the policy listens to.
    databaseCountry: connectedFrom,
  };
  const networks = network === undefined ? index.networks : { lookup: () => network };
  return locationOf(evidence, { ...index, networks });
}

/** What is known of the fleet, with its places gone. */
function like(
  known: KnownFleet | undefined,
  nowEpochSeconds: number,
  state: FleetStatus["state"],
): FleetStatus {
  const unknown: FleetStatus = {
    kind: "always_on",
    state,
    freePlaces: 0,
    places: null,
    isDomainJoined: false,
    streamView: null,
    errors: [],
    isAssociated: null,
    disconnectTimeoutSeconds: null,
    observedAt: nowEpochSeconds * 1_000,
  };
  if (known === undefined || known === "not_found") return unknown;
  return { ...known, state, freePlaces: 0, errors: [], observedAt: nowEpochSeconds * 1_000 };
}
