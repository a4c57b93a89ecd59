/** Schema of `applications.*.approval`: who opens an application to others, and for how long. */
import * as v from "valibot";
import { MAX_REASON_LENGTH } from "./approval-text.ts";
import type { ApprovalPolicy } from "./policy-approval.ts";
import { audience } from "./policy-schema-audience.ts";
import { closed, wholeNumber } from "./policy-schema-shapes.ts";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** Plain enough to stand in a `mailto:` link as it is. */
const emailAddress = v.pipe(
  v.string(),
  v.maxLength(254, "must be an e-mail address"),
  v.regex(
    /^[A-Za-z0-9._+\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9\-]*\.)+[A-Za-z]{2,63}$/v,
    "must be an e-mail address",
  ),
);

export const approval: v.GenericSchema<unknown, ApprovalPolicy> = closed({
  approvers: v.optional(audience, {}),
  grantSeconds: v.optional(wholeNumber(5 * MINUTE_SECONDS, 30 * DAY_SECONDS), 8 * HOUR_SECONDS),
  requestSeconds: v.optional(wholeNumber(5 * MINUTE_SECONDS, 7 * DAY_SECONDS), 8 * HOUR_SECONDS),
  minReasonLength: v.optional(wholeNumber(1, MAX_REASON_LENGTH), 10),
  notify: v.optional(v.nullable(closed({ email: emailAddress })), null),
});
