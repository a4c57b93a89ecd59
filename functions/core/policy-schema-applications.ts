/**
 * Schema of `fleets` and `applications`: what can be streamed, from where, by whom and when.
 */
import * as v from "valibot";
import { mayBacktrackOver } from "./context-pattern.ts";
import type {
  ApplicationPolicy,
  Audience,
  Conditions,
  ContextDeclaration,
  FleetPolicy,
  HoursCondition,
} from "./policy.ts";
import {
  appStreamName,
  contextPattern,
  country,
  domainName,
  endOfDay,
  httpsUrl,
  idReference,
  timeOfDay,
  timeZone,
} from "./policy-schema-formats.ts";
import { byId, closed, list, localizedText, someOf, text, wholeNumber } from "./policy-schema-shapes.ts";

/** CreateStreamingURL's own limit: a week. */
const MAX_VALIDITY_SECONDS = 604_800;

export const fleet: v.GenericSchema<unknown, FleetPolicy> = closed({
  region: text,
  stack: appStreamName,
  fleet: appStreamName,
  jurisdiction: text,
  launchMethod: v.optional(v.literal("streaming_url"), "streaming_url"),
  streamView: v.optional(v.picklist(["app", "desktop"]), "app"),
  customDomain: v.optional(v.nullable(domainName), null),
});

const audience: v.GenericSchema<unknown, Audience> = closed({
  groups: v.optional(list(text), []),
  groupsByProvider: v.optional(byId(list(text)), {}),
  subjects: v.optional(list(closed({ identityProvider: idReference, subject: text })), []),
});

const hours: v.GenericSchema<unknown, HoursCondition> = v.pipe(
  closed({
    timeZone,
    days: someOf(v.picklist(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    from: timeOfDay,
    until: endOfDay,
  }),
  v.check(
    ({ from, until }) => from < until,
    "must end later on the same day than it begins; hours past midnight cannot be written, `until` is at most 24:00",
  ),
);

const conditions: v.GenericSchema<unknown, Conditions> = closed({
  mfa: v.optional(v.boolean(), false),
  networks: v.optional(v.nullable(someOf(idReference)), null),
  hours: v.optional(v.nullable(hours), null),
  countries: v.optional(v.nullable(someOf(country)), null),
});

const context: v.GenericSchema<unknown, ContextDeclaration> = v.pipe(
  closed({ pattern: contextPattern, maxLength: v.optional(wholeNumber(1, 1024), 256) }),
  v.check(
    ({ pattern, maxLength }) => mayBacktrackOver(pattern, maxLength),
    "must not repeat so freely in so many places: bound the repetitions, such as {1,16} instead of +, or lower `maxLength`",
  ),
);

export const application: v.GenericSchema<unknown, ApplicationPolicy> = closed({
  name: localizedText,
  description: v.optional(v.nullable(localizedText), null),
  icon: v.optional(v.nullable(httpsUrl), null),
  appstreamApplication: text,
  fleets: someOf(idReference),
  audience: v.optional(audience, {}),
  conditions: v.optional(conditions, {}),
  context: v.optional(v.nullable(context), null),
  validitySeconds: v.optional(wholeNumber(1, MAX_VALIDITY_SECONDS), 30),
});
