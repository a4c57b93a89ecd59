/**
 * The limits of ListAssociatedStacks.
 * Its fleet name has no pattern in the service model, unlike CreateStreamingURL's.
 */
import type { Limits } from "../protocol/limits.ts";

export const LIST_ASSOCIATED_STACKS = {
  FleetName: { type: "string", required: true, minLength: 1 },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
