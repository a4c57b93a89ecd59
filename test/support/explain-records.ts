/** The record of a launch as the broker writes it, of the explanations' own policy. */

import { decideAt } from "../../functions/core/decide.ts";
import { basisOf } from "../../functions/core/decision-basis.ts";
import { type LaunchRecord, launchRecord } from "../../functions/core/launch-record.ts";
import type { PolicyIndex } from "../../functions/core/policy-index.ts";
import { anExplainIndex, anInput, aStatus, NOON } from "./explain-builders.ts";

/** To Madrid, at noon; kept for a day. */
export function aLaunchRecord(launchId: string, index: PolicyIndex = anExplainIndex()): LaunchRecord {
  const fleets = new Map([
    ["madrid", aStatus()],
    ["dublin", aStatus({ freePlaces: 2 })],
  ]);
  const input = anInput({ index, situation: { fleets } });
  return launchRecord({
    ...{ launchId, correlationId: "0123-4567-89AB-CDEF", principal: input.principal },
    ...{ applicationId: "treasury", diagnostics: decideAt(input).diagnostics, basis: basisOf(input) },
    ...{ waitedSeconds: null, sealedHandover: "sealed-handover", nowEpochSeconds: NOON },
    placement: {
      ...{ fleetId: "madrid", region: "eu-south-2", stack: "treasury", fleet: "treasury-es" },
      ...{ handleDigest: "digest-of-the-handle", binding: "binding-of-the-handle" },
    },
    ...{ contextHandleSeconds: 300, launchRecordSeconds: 86_400 },
  });
}
