/**
 * One call from fault to answer: some faults take the place of the operation, some hold its answer back, some spoil it.
 * Without a fault it is the operation and its answer.
 */
import type { ServerResponse } from "node:http";
import { answer, type JsonObject } from "../protocol/aws-json.ts";
import { delay, deliverFault } from "./deliver-fault.ts";
import { distortedBody } from "./distort.ts";
import type { Fault } from "./fault.ts";

/** Throws AwsError, the fault's or the operation's. */
export async function answerSpoiled(
  fault: Fault | undefined,
  response: ServerResponse,
  run: () => JsonObject,
): Promise<void> {
  if (fault !== undefined && (await deliverFault(fault, response)) === "answered") return;
  answer(response, distortedBody(fault, await runLate(fault, run)));
}

/** A refusal comes late as well. */
async function runLate(fault: Fault | undefined, run: () => JsonObject): Promise<JsonObject> {
  try {
    return run();
  } finally {
    if (fault?.kind === "late") await delay(fault.delayMilliseconds);
  }
}
