/**
 * Schema of `location`, `residency` and `preferences`: where people are, and where their sessions may run.
 */
import * as v from "valibot";
import type {
  HomeRegionPolicy,
  LocationPolicy,
  Preference,
  ResidencyPolicy,
  ResidencyWall,
} from "./policy.ts";
import { country, degrees, idReference, ipRange } from "./policy-schema-formats.ts";
import { byId, closed, list, someOf, text } from "./policy-schema-shapes.ts";

const network = closed({
  ranges: someOf(ipRange),
  country,
  coordinates: v.optional(v.nullable(closed({ latitude: degrees(90), longitude: degrees(180) })), null),
});

const homeRegions: v.GenericSchema<unknown, HomeRegionPolicy> = closed({
  subjects: v.optional(list(closed({ identityProvider: idReference, subject: text, region: text })), []),
  groups: v.optional(
    list(closed({ identityProvider: v.optional(v.nullable(idReference), null), group: text, region: text })),
    [],
  ),
});

export const location: v.GenericSchema<unknown, LocationPolicy> = closed({
  sources: v.optional(list(v.picklist(["claim", "network", "edge", "ip_database"])), [
    "claim",
    "network",
    "edge",
  ]),
  networks: v.optional(byId(network), {}),
  default: v.optional(v.nullable(closed({ country })), null),
  homeRegions: v.optional(homeRegions, {}),
  measureLatency: v.optional(v.boolean(), false),
});

/** An empty list would make a rule that covers nobody and look like one that holds. */
const covered = {
  applications: v.optional(v.nullable(someOf(idReference)), null),
  countries: v.optional(v.nullable(someOf(country)), null),
};

const wall: v.GenericSchema<unknown, ResidencyWall> = closed({
  id: idReference,
  ...covered,
  jurisdictions: someOf(text),
});

export const residency: v.GenericSchema<unknown, ResidencyPolicy> = closed({
  walls: v.optional(list(wall), []),
  follows: v.optional(v.picklist(["location", "home"]), "location"),
});

export const preference: v.GenericSchema<unknown, Preference> = closed({
  ...covered,
  fleets: someOf(idReference),
});
