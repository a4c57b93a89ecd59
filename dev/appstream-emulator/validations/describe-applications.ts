/**
 * The limits of DescribeApplications.
 * The documentation names no maximum for a page; the service's own choice of 25 is taken from DescribeImages.
 */
import type { Limits } from "../protocol/limits.ts";

export const DESCRIBE_APPLICATIONS = {
  Arns: { type: "strings" },
  MaxResults: { type: "integer", minimum: 0, maximum: 25 },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
