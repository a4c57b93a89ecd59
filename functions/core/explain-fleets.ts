/**
 * Why each fleet was kept or dropped, a sentence a fleet. Two tables, exhaustive by type: a new reason without words for
 * it does not compile.
 */
import type { DropReason } from "./decision.ts";
import { coverText } from "./explain-location.ts";
import type { ExplainedCandidate, ExplainedLocation, ExplainedWall } from "./explanation.ts";
import { before, listed, moment, quoted, regionText } from "./plain-words.ts";

/** What the sentences need to know beside the findings. */
export interface FleetFacts {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly location: ExplainedLocation;
  readonly walls: readonly ExplainedWall[];
  /** Fleets whose state was made up for the question. */
  readonly supposedFleets: ReadonlySet<string>;
  readonly supposedRegions: ReadonlySet<string>;
}

type Kept = Extract<ExplainedCandidate, { readonly kept: true }>;
type Dropped = Extract<ExplainedCandidate, { readonly kept: false }>;

const DROPPED: Readonly<Record<DropReason, (candidate: Dropped, facts: FleetFacts) => string>> = {
  fleet_not_found: (_, { at }) => `AppStream has no such fleet there (asked at ${moment(at)})`,
  domain_joined: (candidate, facts) =>
    `joined to a domain${source(candidate, facts)}: AppStream makes no streaming URL for such a fleet, which needs the launch method \`federation\``,
  stack_not_associated: (candidate, facts) =>
    `not associated with the policy's stack${source(candidate, facts)}`,
  fleet_stopped: (candidate, facts) => `stopped${source(candidate, facts)}`,
  fleet_stopping: (candidate, facts) => `being stopped${source(candidate, facts)}`,
  fleet_starting: (candidate, facts) => `starting${source(candidate, facts)}`,
  fleet_failing: (candidate, facts) =>
    `without a free place, and with errors${errorText(candidate.status)}${source(candidate, facts)}`,
  fleet_without_places: (candidate, facts) =>
    `running with a desired capacity of 0, so that there is no place to wait for${source(candidate, facts)}`,
  fleet_full: (candidate, facts) => `full${placesText(candidate, facts)}`,
  drained: ({ drain }) =>
    drain === null
      ? "in maintenance"
      : `in maintenance until ${moment(drain.until)}: ${drain.reason} (${drain.owner})`,
  region_resting: ({ region }, { supposedRegions }) =>
    region !== null && supposedRegions.has(region)
      ? `${regionText(region)} is supposed to be down`
      : `left alone for a while, since AppStream${region === null ? " there" : ` in ${regionText(region)}`} failed too often of late`,
  needs_consent: () => "an overflow fleet, for which they have to say yes first",
  reached_by_federation: () =>
    "reached by federation, which gives no streaming URL to the portal or the embedding page that asked for one",
  outside_residency_wall: ({ wall, jurisdiction }, facts) => wallText(wall, jurisdiction, facts),
  session_limit: () =>
    "open, and kept from them by a limit on their sessions: they have one elsewhere, or as many as they may",
  beyond_candidate_limit: () => "open, and after as many fleets as a launch may try (`limits.maxCandidates`)",
};

export function fleetSentences(
  candidates: readonly ExplainedCandidate[],
  facts: FleetFacts,
): readonly string[] {
  return candidates.map((candidate) => {
    const words = candidate.kept ? keptText(candidate, facts) : DROPPED[candidate.reason](candidate, facts);
    return `\`${candidate.fleet}\`: ${words}.`;
  });
}

function keptText(candidate: Kept, facts: FleetFacts): string {
  const { rank, preference, distanceKilometres, isOverflow, session } = candidate;
  return [
    rank === 0 ? "the first to be tried" : `number ${rank + 1} to be tried`,
    ...(session === "same_application" ? ["their own session of this application is there"] : []),
    ...(session === "other_application" ? ["their session of another application is there"] : []),
    ...(isOverflow ? ["an overflow fleet"] : []),
    ...(preference === null ? [] : [`number ${preference + 1} in the policy's preference`]),
    ...(distanceKilometres === null ? [] : [`${distanceKilometres} km from where they are taken to be`]),
    freeText(candidate, facts),
  ].join("; ");
}

function freeText(candidate: Kept, facts: FleetFacts): string {
  const count = countText(candidate.status);
  if (count === undefined) return "how many places are free is not known, which is no reason against it";
  return `${count} free${source(candidate, facts)}`;
}

/** ` (0 of 12 places free, as AppStream said 14 s before)`. */
function placesText(candidate: ExplainedCandidate, facts: FleetFacts): string {
  const count = countText(candidate.status);
  return count === undefined ? "" : ` (${count} free${source(candidate, facts)})`;
}

function countText(status: ExplainedCandidate["status"]): string | undefined {
  if (status === null || status === "not_found" || status.freePlaces === null) return undefined;
  const { freePlaces, places } = status;
  return places === null ? `${freePlaces} places` : `${freePlaces} of ${places} places`;
}

/** Who says so, and how old that is. */
function source({ fleet, status }: ExplainedCandidate, { at, supposedFleets }: FleetFacts): string {
  if (supposedFleets.has(fleet)) return ", as is supposed here";
  if (status === null || status === "not_found") return "";
  return `, as AppStream said ${before(at - status.observedAt / 1_000)}`;
}

function errorText(status: ExplainedCandidate["status"]): string {
  if (status === null || status === "not_found" || status.errors.length === 0) return "";
  return ` (${listed(quoted(status.errors))})`;
}

function wallText(wall: string | null, jurisdiction: string | null, { walls, location }: FleetFacts): string {
  const known = walls.find(({ id }) => id === wall);
  const where = jurisdiction === null ? "" : `in \`${jurisdiction}\`, and so `;
  const covers = known === undefined ? "" : `, which covers ${coverText(known, location)}`;
  return `${where}outside the wall \`${wall}\`${covers}`;
}
