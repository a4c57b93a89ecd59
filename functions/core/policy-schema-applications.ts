/**
 * Schema of `fleets` and `applications`: what can be streamed, from where, by whom and when.
 */
import * as v from "valibot";
import { mayBacktrackOver } from "./context-pattern.ts";
import { parseInstant } from "./instant.ts";
import type {
  ApplicationPolicy,
  ClassPolicy,
  Conditions,
  ContextDeclaration,
  DrainPolicy,
  FederationPolicy,
  FleetPolicy,
  HoursCondition,
  OverflowPolicy,
} from "./policy.ts";
import { approval } from "./policy-schema-approval.ts";
import { audience } from "./policy-schema-audience.ts";
import {
  appStreamName,
  contextPattern,
  country,
  domainName,
  endOfDay,
  federationLink,
  idReference,
  instant,
  timeOfDay,
  timeZone,
} from "./policy-schema-formats.ts";
import { handover, instances } from "./policy-schema-handover.ts";

import { icon } from "./policy-schema-icon.ts";
import { closed, list, localizedText, someOf, text, wholeNumber } from "./policy-schema-shapes.ts";
import { use } from "./policy-schema-use.ts";

/** CreateStreamingURL's own limit: a week. */
const MAX_VALIDITY_SECONDS = 604_800;

const federation: v.GenericSchema<unknown, FederationPolicy> = closed({
  link: federationLink,
  accountId: v.pipe(v.string(), v.regex(/^\d{12}$/v, "must be an AWS account: twelve digits, in quotes")),
});

const drain: v.GenericSchema<unknown, DrainPolicy> = closed({
  owner: text,
  reason: text,
  until: instant,
  force: v.optional(v.boolean(), false),
});

export const fleet: v.GenericSchema<unknown, FleetPolicy> = closed({
  region: text,
  stack: appStreamName,
  fleet: appStreamName,
  jurisdiction: text,
  launchMethod: v.optional(v.picklist(["streaming_url", "federation"]), "streaming_url"),
  federation: v.optional(v.nullable(federation), null),
  streamView: v.optional(v.picklist(["app", "desktop"]), "app"),
  customDomain: v.optional(v.nullable(domainName), null),
  drain: v.optional(v.nullable(drain), null),
  instances: v.optional(v.nullable(instances), null),
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

const overflow: v.GenericSchema<unknown, OverflowPolicy> = closed({
  fleets: someOf(idReference),
  consent: v.optional(v.boolean(), true),
});

const classWindow: v.GenericSchema<unknown, ClassPolicy> = v.pipe(
  closed({ name: text, starts: instant, ends: instant, people: wholeNumber(1, 100_000) }),
  v.check(
    // What is no moment has its own fault.
    ({ starts, ends }) => !(Number(parseInstant(starts)) >= Number(parseInstant(ends))),
    "must end after it starts",
  ),
);

export const application: v.GenericSchema<unknown, ApplicationPolicy> = closed({
  name: localizedText,
  description: v.optional(v.nullable(localizedText), null),
  icon: v.optional(v.nullable(icon), null),
  group: v.optional(v.nullable(localizedText), null),
  appstreamApplication: text,
  fleets: someOf(idReference),
  overflow: v.optional(v.nullable(overflow), null),
  classes: v.optional(list(classWindow), []),
  audience: v.optional(audience, {}),
  conditions: v.optional(conditions, {}),
  context: v.optional(v.nullable(context), null),
  handover: v.optional(v.nullable(handover), null),
  use: v.optional(v.nullable(use), null),
  approval: v.optional(v.nullable(approval), null),
  validitySeconds: v.optional(wholeNumber(1, MAX_VALIDITY_SECONDS), 30),
});
