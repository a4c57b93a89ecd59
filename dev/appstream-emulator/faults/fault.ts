/**
 * The ways in which the emulated service can misbehave on demand, and which calls a fault applies to.
 */
import type { JsonObject } from "../protocol/aws-json.ts";

export const FAULT_KINDS = [
  "throttle",
  "internal_failure",
  "service_unavailable",
  "access_denied",
  "expired_token",
  /** Never answers. */
  "black_hole",
  /** Sends the headers and half of a body, then nothing. */
  "stall_body",
  /** Answers properly after `delayMilliseconds`. */
  "slow",
  /** Breaks the connection. */
  "reset",
  /** 200 with a body that is not JSON. */
  "garbage",
  /** A well-formed URL on somebody else's host; only CreateStreamingURL can show it. */
  "foreign_host",
  /** A proper answer blown up by a mebibyte; a streaming URL grows with it. */
  "oversize",
] as const;

type FaultKind = (typeof FAULT_KINDS)[number];

/** A member left out matches every call. */
export interface Fault {
  readonly kind: FaultKind;
  readonly region?: string;
  /** Matches `FleetName`, `Name`, or one of `Names`. */
  readonly fleet?: string;
  readonly operation?: string;
  /** For `slow`; 1000 when absent. */
  readonly delayMilliseconds?: number;
  /** How many calls it spoils; absent spoils every one until the faults are cleared. */
  readonly times?: number;
}

export interface FaultableCall {
  readonly operation: string;
  readonly region: string;
  readonly input: JsonObject;
}

export function appliesTo(fault: Fault, { operation, region, input }: FaultableCall): boolean {
  if (fault.kind === "foreign_host" && operation !== "CreateStreamingURL") return false;
  if (fault.region !== undefined && fault.region !== region) return false;
  if (fault.operation !== undefined && fault.operation !== operation) return false;
  return fault.fleet === undefined || fleetsNamedBy(input).includes(fault.fleet);
}

function fleetsNamedBy({ FleetName, Name, Names }: JsonObject): readonly unknown[] {
  return [FleetName, Name, ...(Array.isArray(Names) ? Names : [])];
}
