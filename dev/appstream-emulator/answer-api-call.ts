/**
 * The API: one signed POST, from bytes to answer.
 * Order: scope, signature, operation, input, then a fault if one is due, then the operation itself.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Emulation } from "./emulation.ts";
import { answerSpoiled } from "./faults/answer-spoiled.ts";
import { OPERATIONS } from "./operations/operation-table.ts";
import { parseAuthorization, requireScope } from "./protocol/authorization.ts";
import { AwsError } from "./protocol/aws-error.ts";
import { answerError, parseInput, parseTarget } from "./protocol/aws-json.ts";
import { readBody } from "./protocol/request-body.ts";
import { requireSignature } from "./protocol/signature-v4.ts";

/** Although the endpoint is called `appstream2`. */
const SIGNING_NAME = "appstream";

export async function answerApiCall(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  emulation: Emulation,
): Promise<void> {
  try {
    await runOperation(request, response, region, emulation);
  } catch (error) {
    if (error instanceof AwsError) return answerError(response, error);
    // A client that left in the middle of its request is no defect, and hears no answer.
    if (request.readableAborted) return;
    console.error(error);
    answerError(response, new AwsError("InternalFailure", "The emulator has a defect; see its output."));
  }
}

async function runOperation(
  request: IncomingMessage,
  response: ServerResponse,
  region: string,
  { world, faults, requests, credentials }: Emulation,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) throw new AwsError("SerializationException", "The input is longer than 1 MiB");
  const authorization = parseAuthorization(request.headers.authorization);
  requireScope(authorization, region, SIGNING_NAME);
  if (credentials !== undefined) {
    requireSignature(
      authorization,
      { path: request.url ?? "/", headers: request.headers, body },
      credentials,
    );
  }
  const operation = parseTarget(request.headers["x-amz-target"]?.toString(), "PhotonAdminProxyService");
  const input = parseInput(request.headers["content-type"], body);
  requests.record({ operation, region, input, atMilliseconds: world.nowMilliseconds() });

  const fault = faults.take({ operation, region, input });
  await answerSpoiled(fault, response, () => {
    const run = OPERATIONS.get(operation);
    if (run !== undefined) return run(input, region, world);
    throw new AwsError("UnknownOperationException", `The emulator does not know the operation ${operation}.`);
  });
}
