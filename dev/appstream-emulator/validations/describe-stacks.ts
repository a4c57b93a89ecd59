/**
 * The limits of DescribeStacks.
 * A page has no size of the caller's choosing: the operation knows no `Limit`.
 */
import type { Limits } from "../protocol/limits.ts";

export const DESCRIBE_STACKS = {
  Names: { type: "strings" },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
