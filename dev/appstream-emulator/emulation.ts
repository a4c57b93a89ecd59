/**
 * One running emulator, as its faces see it: the API, the pages and the controls.
 * Two emulators in one process share nothing.
 */
import type { FaultSchedule } from "./faults/fault-schedule.ts";
import type { Credentials } from "./protocol/signature-v4.ts";
import type { RequestLog } from "./request-log.ts";
import type { EmulatedWorld } from "./world/emulated-world.ts";

export interface Emulation {
  readonly world: EmulatedWorld;
  readonly faults: FaultSchedule;
  readonly requests: RequestLog;
  /** Undefined accepts every signature whose scope is right. */
  readonly credentials: Credentials | undefined;
}
