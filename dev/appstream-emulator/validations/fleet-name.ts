/**
 * The limits of StartFleet and StopFleet,
 * which take a fleet's name and nothing else.
 */
import type { Limits } from "../protocol/limits.ts";

export const FLEET_NAME = {
  Name: { type: "string", required: true, minLength: 1 },
} as const satisfies Limits;
