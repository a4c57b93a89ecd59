/**
 * The limits of DescribeImages.
 * A page holds 25 images at most; 0 leaves the size to the service.
 */
import type { Limits } from "../protocol/limits.ts";

export const DESCRIBE_IMAGES = {
  Names: { type: "strings" },
  Arns: { type: "strings" },
  Type: { type: "string", oneOf: ["PUBLIC", "PRIVATE", "SHARED"] },
  MaxResults: { type: "integer", minimum: 0, maximum: 25 },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
