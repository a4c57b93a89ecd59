/**
 * Schema of how the broker is operated: its functions, what is kept and how long, quotas, alarms and tags.
 */
import * as v from "valibot";
import { timeOfDay, timeZone } from "../../functions/core/policy-schema-formats.ts";
import { closed, list, someOf, wholeNumber } from "../../functions/core/policy-schema-shapes.ts";
import { FUNCTIONS } from "../../functions/routes.ts";
import { NETWORK_INTERFACES_PER_REGION } from "../streaming/subnet-capacity.ts";
import type {
  AlarmSettings,
  FunctionSettings,
  ProvisionedSchedule,
  QuotaSettings,
  RetentionSettings,
} from "./deployment.ts";
import { mapOf, subscriber, tagKey, tagValue } from "./deployment-schema-formats.ts";

/** What CloudWatch Logs can keep (API reference, PutRetentionPolicy). */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** AWS permits 50; the rest is for the stacks' own. */
const MAX_TAGS = 40;

const provisioned: v.GenericSchema<unknown, ProvisionedSchedule> = v.pipe(
  closed({
    environments: wholeNumber(1, 1_000),
    timeZone,
    days: someOf(v.picklist(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    from: timeOfDay,
    until: timeOfDay,
  }),
  v.check(
    // A time that is none has its own fault.
    ({ from, until }) => from.length !== until.length || from < until,
    "must end later on the same day than it begins; a schedule past midnight cannot be written",
  ),
);

const functionSettings: v.GenericSchema<unknown, FunctionSettings> = closed({
  // Below 256 MB a cold start takes seconds; Lambda's own limit is 10,240.
  memory: v.optional(v.nullable(wholeNumber(256, 10_240)), null),
  // Zero would switch the function off.
  reservedConcurrency: v.optional(v.nullable(wholeNumber(1, 100_000)), null),
  provisioned: v.optional(v.nullable(provisioned), null),
});

/** One key for each function there is, so that a wrong name is an unknown key and an absent one has its defaults. */
export const functions: v.GenericSchema<unknown, Readonly<Record<string, FunctionSettings>>> = closed(
  Object.fromEntries(FUNCTIONS.map(({ name }) => [name, v.optional(functionSettings, {})])),
);

export const retention: v.GenericSchema<unknown, RetentionSettings> = closed({
  logDays: v.optional(v.picklist(LOG_DAYS), 30),
  landingDays: v.optional(wholeNumber(1, 365), 7),
  archive: v.optional(
    closed({
      mode: v.optional(v.picklist(["governance", "compliance"]), "governance"),
      // S3 locks for a century at most.
      years: v.optional(wholeNumber(1, 100), 1),
    }),
    {},
  ),
});

export const quotas: v.GenericSchema<unknown, QuotaSettings> = closed({
  lambdaConcurrency: v.optional(wholeNumber(10, 1_000_000), 1_000),
  networkInterfaces: v.optional(wholeNumber(1, 1_000_000), NETWORK_INTERFACES_PER_REGION),
});

/** Nobody to tell is written as an empty list: a broker whose alarms reach nobody should look like one. */
export const alarms: v.GenericSchema<unknown, AlarmSettings> = closed({ notify: list(subscriber) });

export const tags: v.GenericSchema<unknown, Readonly<Record<string, string>>> = v.pipe(
  mapOf(tagKey, tagValue),
  v.check((value) => Object.keys(value).length <= MAX_TAGS, `must be at most ${MAX_TAGS} tags`),
);
