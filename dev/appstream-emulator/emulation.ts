/**
 * One running emulator, as its faces see it: the API, the pages and the controls.
 * Two emulators in one process share nothing.
 */
import type { FaultSchedule } from "./faults/fault-schedule.ts";
import type { JsonObject } from "./protocol/aws-json.ts";
import type { Credentials } from "./protocol/signature-v4.ts";
import type { EmulatedWorld } from "./world/emulated-world.ts";

/** A call that was well-formed enough to be understood, whatever became of it. */
export interface RecordedRequest {
  readonly operation: string;
  readonly region: string;
  /** Parsed but unchecked; holds user ids and session contexts. */
  readonly input: JsonObject;
  readonly atMilliseconds: number;
}

export interface Emulation {
  readonly world: EmulatedWorld;
  readonly faults: FaultSchedule;
  readonly requests: RecordedRequest[];
  /** Undefined accepts every signature whose scope is right. */
  readonly credentials: Credentials | undefined;
}
