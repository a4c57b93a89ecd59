/**
 * The controls there are, by method and path below `/_control/`.
 * Each is a function of what was asked; control.ts decides who may ask.
 */
import type { Emulation } from "../emulation.ts";
import { advanceClock } from "./advance-clock.ts";
import { controlAssociation } from "./change-association.ts";
import { controlFleet } from "./change-fleet.ts";
import { type ControlAnswer, done, notFound, refused } from "./control-answer.ts";
import { describeState } from "./describe-state.ts";
import { parseFault } from "./parse-fault.ts";

export interface Control {
  /** How many names follow the first one in the path. */
  readonly names: number;
  /** `json` is undefined for a body that is missing or not JSON. */
  readonly turn: (emulation: Emulation, names: readonly string[], json: unknown) => ControlAnswer;
}

export const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  ["GET state", { names: 0, turn: (emulation) => done(describeState(emulation)) }],
  ["POST clock", { names: 0, turn: advanceClock }],
  ["POST faults", { names: 0, turn: injectFault }],
  ["DELETE faults", { names: 0, turn: clearFaults }],
  ["GET requests", { names: 0, turn: ({ requests }) => done({ requests: requests.counts() }) }],
  ["DELETE requests", { names: 0, turn: clearRequests }],
  ["POST fleets", { names: 2, turn: controlFleet }],
  ["POST associations", { names: 3, turn: controlAssociation }],
]);

export const NO_CONTROL = notFound("There is no such control.");

function injectFault({ faults }: Emulation, _names: readonly string[], json: unknown): ControlAnswer {
  const fault = parseFault(json);
  if (!fault.ok) return refused(fault.error);
  faults.inject(fault.value);
  return done({ faults: faults.waiting() });
}

function clearFaults({ faults }: Emulation): ControlAnswer {
  faults.clear();
  return done({ faults: [] });
}

function clearRequests({ requests }: Emulation): ControlAnswer {
  requests.clear();
  return done({ requests: requests.counts() });
}
