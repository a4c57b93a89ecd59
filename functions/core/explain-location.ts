/** Where the person is taken to be, on whose word, what else was looked at, and which walls that puts around them. */
import type { ExplainedLocation, ExplainedWall, ExplanationData } from "./explanation.ts";
import type { UserLocation } from "./location.ts";
import { countryText, listed, quoted, regionText } from "./plain-words.ts";
import type { IndexedWall } from "./policy-index.ts";
import type { HomeRegion } from "./principal-region.ts";

type Provenance = UserLocation["provenance"];
type Outcome = UserLocation["considered"][number]["outcome"];

const ON_THE_WORD_OF: Readonly<Record<Provenance, string>> = {
  claim: "their identity provider says so",
  network: "their address is in a network of the policy that is there",
  edge: "the edge in front of the broker says so of their connection",
  ip_database: "the IP database says so of their address",
  default: "nothing says where they are, and the policy assumes it; an assumption satisfies no rule",
  none: "nothing says where they are",
};

const SOURCES: Readonly<Record<Provenance, string>> = {
  claim: "the identity provider's claim",
  network: "the policy's networks",
  edge: "the edge",
  ip_database: "the IP database",
  default: "the policy's default",
  none: "nothing",
};

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  used: "believed",
  absent: "nothing of them",
  untrusted: "not believed, since the request did not come through it",
  unknown_country: "a country that does not exist",
};

export function locationData(location: UserLocation): ExplainedLocation {
  const { country, provenance, network, presentIn, home, wallCountry, considered } = location;
  return {
    country: country ?? null,
    provenance,
    network: network ?? null,
    presentIn: presentIn ?? null,
    home: home ?? null,
    wallCountry: wallCountry ?? null,
    considered,
  };
}

export function locationSentences(location: ExplainedLocation): readonly string[] {
  const { country, provenance, network, presentIn, wallCountry, considered } = location;
  const place =
    country === null
      ? "It is not known where they are."
      : `They are taken to be in ${countryText(country)}: ${ON_THE_WORD_OF[provenance]}.`;
  const others = considered
    .filter(({ outcome }) => outcome !== "used")
    .map(({ source, outcome }) => `${SOURCES[source]} (${OUTCOMES[outcome]})`);
  return [
    place,
    ...(others.length === 0 ? [] : [`Looked at before: ${listed(others)}.`]),
    ...(network === null ? [] : [`Their address belongs to the network \`${network}\`.`]),
    ...(presentIn === null || (presentIn === country && provenance !== "claim")
      ? []
      : [`Their connection comes from ${countryText(presentIn)}.`]),
    ...(wallCountry === null || wallCountry === country
      ? []
      : [
          `The policy's walls follow the home: for them it counts that they live in ${countryText(wallCountry)}.`,
        ]),
  ];
}

export function wallData(
  walls: readonly IndexedWall[],
  { wallCountry }: UserLocation,
): readonly ExplainedWall[] {
  return walls.map(({ id, countries, jurisdictions }) => ({
    id,
    covers: countries === null || wallCountry === undefined || countries.has(wallCountry),
    countries: countries === null ? null : [...countries],
    jurisdictions: [...jurisdictions],
  }));
}

export function wallSentences(
  walls: readonly ExplainedWall[],
  location: ExplainedLocation,
): readonly string[] {
  return walls
    .filter(({ covers }) => covers)
    .map(
      (wall) =>
        `The wall \`${wall.id}\` lets them use fleets in ${listed(quoted(wall.jurisdictions))} only: it covers ${coverText(wall, location)}.`,
    );
}

/** Whom a wall that stands around this person covers. */
export function coverText({ countries }: ExplainedWall, { wallCountry }: ExplainedLocation): string {
  if (countries === null) return "everybody";
  return wallCountry === null ? "whoever's country is not proven" : countryText(wallCountry);
}

const HOME_REGION_BY: Readonly<Record<HomeRegion["by"], string>> = {
  subject: "the policy says so of them",
  group: "the policy says so of a group of theirs",
  claim: "their identity provider says so",
};

/** What orders fleets beside the place. */
export function hintSentences({
  homeRegion,
  measured,
}: Pick<ExplanationData, "homeRegion" | "measured">): readonly string[] {
  const figures = measured.map(({ region, milliseconds }) => `${milliseconds} ms to ${regionText(region)}`);
  return [
    ...(homeRegion === null
      ? []
      : [
          `Their home Region is ${regionText(homeRegion.region)}: ${HOME_REGION_BY[homeRegion.by]}. It orders fleets and opens none.`,
        ]),
    ...(figures.length === 0
      ? []
      : [`Their browser measured ${listed(figures)}. That orders fleets and opens none.`]),
  ];
}
