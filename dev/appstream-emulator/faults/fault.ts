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
  /** Does what is asked `delayMilliseconds` later, and answers. */
  "slow",
  /** Does what is asked at once, and answers `delayMilliseconds` later with what was true then. */
  "late",
  /** Breaks the connection with a reset. */
  "reset",
  /** Closes the connection without a word, as near to a refused one as a port that others use can come. */
  "refuse",
  /** A bare 502 with a page of HTML, as from a machine in front of the service. */
  "server_error",
  /** ThrottlingException for what goes beyond `perSecond` calls of one operation in one Region. */
  "rate",
  /** 200 with a body that says nothing; `body` says which. */
  "garbage",
  /** A well-formed URL on somebody else's host; only CreateStreamingURL can show it. */
  "foreign_host",
  /** A proper answer blown up by a mebibyte; a streaming URL grows with it. */
  "oversize",
] as const;

/** Not JSON at all; the JSON of a proper answer cut in half; JSON whose members are of the wrong types. */
export const GARBAGE_BODIES = ["html", "truncated", "wrong_shape"] as const;

type FaultKind = (typeof FAULT_KINDS)[number];

/** A member left out matches every call. */
export interface Fault {
  readonly kind: FaultKind;
  readonly region?: string;
  /** Matches `FleetName`, `Name`, or one of `Names`. */
  readonly fleet?: string;
  readonly operation?: string;
  /** For `slow` and `late`; 1000 when absent. */
  readonly delayMilliseconds?: number;
  /** For `rate`, which needs it; that many may come at once after a second of silence. */
  readonly perSecond?: number;
  /** For `garbage`; `html` when absent. */
  readonly body?: (typeof GARBAGE_BODIES)[number];
  /** How many calls it spoils; absent spoils every one until the faults are cleared. */
  readonly times?: number;
}

export interface FaultableCall {
  readonly operation: string;
  readonly region: string;
  readonly input: JsonObject;
}

/** What is wrong with a fault of the right types; empty when nothing is. */
export function faultIssues({ kind, times, perSecond }: Fault): readonly string[] {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;
  return [
    ...(times === undefined || isCount(times) ? [] : ["times must be a whole number from 1"]),
    ...(kind !== "rate" || perSecond !== undefined ? [] : ["a fault of kind rate needs perSecond"]),
    ...(perSecond === undefined || isCount(perSecond) ? [] : ["perSecond must be a whole number from 1"]),
  ];
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
