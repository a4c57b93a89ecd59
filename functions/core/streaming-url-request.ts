/**
 * What a portal asks for, from anything: an application, at a place inside it where the application has such, and the
 * ticket of somebody who waits already. Closed and bounded; there is no way to name a fleet, a person or an address.
 */
import * as v from "valibot";
import { isApplicationId, isCarriableContext } from "./intent.ts";
import { policyIssuesOf, schemaMessage } from "./policy-messages.ts";
import type { PolicyIssue } from "./policy-schema.ts";
import { closed } from "./policy-schema-shapes.ts";
import { reservedKeys } from "./reserved-keys.ts";
import { err, ok, type Result } from "./result.ts";

export interface StreamingUrlRequest {
  readonly application: string;
  /** Unchecked until the launch, where the policy's pattern decides. */
  readonly context: string | undefined;
  /** Sealed by us, or not; the launch knows. */
  readonly waitingTicket: string | undefined;
}

const MAX_TICKET = 4_096;

/** Exported for the OpenAPI document. */
export const streamingUrlRequest = closed({
  application: v.pipe(
    v.string(),
    v.check(isApplicationId, "must be an application's id"),
    v.regex(/^[a-z][a-z0-9\-]{0,62}$/v),
  ),
  context: v.optional(
    v.pipe(v.string(), v.maxLength(1_024), v.check(isCarriableContext, "must be at most 1024 characters")),
  ),
  waitingTicket: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.\-]+$/v, "must be as it came"), v.maxLength(MAX_TICKET)),
  ),
});

export function parseStreamingUrlRequest(
  input: unknown,
): Result<StreamingUrlRequest, readonly PolicyIssue[]> {
  const parsed = v.safeParse(streamingUrlRequest, input, { message: schemaMessage });
  const faults = [...reservedKeys(input), ...policyIssuesOf(parsed.issues ?? [])];
  if (!parsed.success || faults.length > 0) return err(faults);
  const { application, context, waitingTicket } = parsed.output;
  return ok({ application, context, waitingTicket });
}
