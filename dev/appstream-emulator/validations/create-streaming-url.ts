/**
 * The limits of CreateStreamingURL: its service model, and the documented range of Validity.
 * SessionContext has no maximum, in the model or in the documentation.
 */
import type { Limits } from "../protocol/limits.ts";
import { RESOURCE_NAME } from "./resource-name.ts";

export const CREATE_STREAMING_URL = {
  StackName: { type: "string", required: true, minLength: 1, pattern: RESOURCE_NAME },
  FleetName: { type: "string", required: true, minLength: 1, pattern: RESOURCE_NAME },
  UserId: { type: "string", required: true, minLength: 2, maxLength: 32, pattern: /^[\w+=,.@-]*$/ },
  ApplicationId: { type: "string", minLength: 1 },
  Validity: { type: "integer", minimum: 1, maximum: 604_800 },
  SessionContext: { type: "string", minLength: 1 },
} as const satisfies Limits;
