/** Schema of an application's `use`: sessions at the same time, the longest session, time for a period. */
import * as v from "valibot";
import { timeZone } from "./policy-schema-formats.ts";
import { closed, wholeNumber } from "./policy-schema-shapes.ts";
import type { BudgetPolicy, UsePolicy } from "./policy-use.ts";

/** Long enough to work in; a check comes every few minutes. */
const SHORTEST_SECONDS = 600;
/** AppStream's longest session. */
const LONGEST_SESSION_SECONDS = 432_000;
const LONGEST_BUDGET_SECONDS = 31 * 86_400;
/** Seats stand in one item of the store. */
const MOST_SEATS = 2_000;

export const mostSessions = v.optional(v.nullable(wholeNumber(1, 20)), null);

const budget: v.GenericSchema<unknown, BudgetPolicy> = closed({
  seconds: wholeNumber(SHORTEST_SECONDS, LONGEST_BUDGET_SECONDS),
  period: v.picklist(["day", "week", "month"]),
  timeZone,
});

export const use: v.GenericSchema<unknown, UsePolicy> = closed({
  concurrentSessions: mostSessions,
  totalSessions: v.optional(v.nullable(wholeNumber(1, MOST_SEATS)), null),
  sessionSeconds: v.optional(v.nullable(wholeNumber(SHORTEST_SECONDS, LONGEST_SESSION_SECONDS)), null),
  budget: v.optional(v.nullable(budget), null),
  terminatePrevious: v.optional(v.boolean(), false),
});
