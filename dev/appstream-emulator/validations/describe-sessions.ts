/**
 * The limits of DescribeSessions.
 * Both names are required, so nobody can be looked up everywhere at once.
 */
import type { Limits } from "../protocol/limits.ts";
import { RESOURCE_NAME } from "./resource-name.ts";

export const DESCRIBE_SESSIONS = {
  StackName: { type: "string", required: true, minLength: 1, pattern: RESOURCE_NAME },
  FleetName: { type: "string", required: true, minLength: 1, pattern: RESOURCE_NAME },
  UserId: { type: "string", minLength: 2, maxLength: 128 },
  AuthenticationType: { type: "string", oneOf: ["API", "SAML", "USERPOOL", "AWS_AD"] },
  InstanceId: { type: "string", minLength: 1 },
  Limit: { type: "integer", minimum: 1, maximum: 50 },
  NextToken: { type: "string", minLength: 1 },
} as const satisfies Limits;
