/**
 * A local AWS KMS: two calls on RSA keys that are made at every start, with the same faults on demand as the AppStream
 * emulator's. It listens on 127.0.0.1 and plays one Region.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerSpoiled } from "../appstream-emulator/faults/answer-spoiled.ts";
import type { Fault } from "../appstream-emulator/faults/fault.ts";
import { FaultSchedule } from "../appstream-emulator/faults/fault-schedule.ts";
import { parseAuthorization, requireScope } from "../appstream-emulator/protocol/authorization.ts";
import { AwsError } from "../appstream-emulator/protocol/aws-error.ts";
import {
  answerError,
  type JsonObject,
  parseInput,
  parseTarget,
} from "../appstream-emulator/protocol/aws-json.ts";
import { readBody } from "../appstream-emulator/protocol/request-body.ts";
import { type Credentials, requireSignature } from "../appstream-emulator/protocol/signature-v4.ts";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { type EmulatedKey, type KeyRing, makeKeyRing } from "./key-ring.ts";
import { OPERATIONS } from "./operations.ts";

export interface KmsEmulatorOptions {
  /** 0 asks for a free one. */
  readonly port: number;
  readonly region: string;
  /** Where replicas of its multi-Region keys are; requests scoped to them are answered here as well. */
  readonly replicaRegions?: readonly string[];
  /** What requests must be signed with. */
  readonly credentials: Credentials;
}

export interface KmsEmulator {
  /** For `AWS_ENDPOINT_URL_KMS`. */
  readonly endpoint: string;
  makeKey(alias: string): Promise<EmulatedKey>;
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /** Signed requests, oldest first. */
  requests(): readonly KmsRequest[];
  stop(): Promise<void>;
}

interface KmsRequest {
  readonly operation: string;
  readonly input: JsonObject;
}

interface Emulation extends KmsEmulatorOptions {
  readonly keys: KeyRing;
  readonly faults: FaultSchedule;
  readonly requests: KmsRequest[];
}

export async function startKmsEmulator(options: KmsEmulatorOptions): Promise<KmsEmulator> {
  const keys = makeKeyRing(options.region);
  const emulation: Emulation = { ...options, keys, faults: new FaultSchedule(), requests: [] };
  const server = createServer((request, response) => void serve(request, response, emulation));
  const port = await listenOnLoopback(server, options.port);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    makeKey: (alias) => keys.makeKey(alias),
    injectFault: (fault) => emulation.faults.inject(fault),
    clearFaults: () => emulation.faults.clear(),
    requests: () => [...emulation.requests],
    stop: () => closeServer(server),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, emulation: Emulation) {
  try {
    await runOperation(request, response, emulation);
  } catch (error) {
    if (error instanceof AwsError) return answerError(response, error);
    // A client that left in the middle of its request is no defect, and hears no answer.
    if (!request.readableAborted) console.error(error);
    response.destroy();
  }
}

async function runOperation(
  request: IncomingMessage,
  response: ServerResponse,
  { region, replicaRegions = [], credentials, keys, faults, requests }: Emulation,
): Promise<void> {
  const { headers, url = "/" } = request;
  const body = await readBody(request);
  if (body === undefined) throw new AwsError("SerializationException", "The input is longer than 1 MiB");
  const authorization = parseAuthorization(headers.authorization);
  const isReplica = replicaRegions.includes(authorization.region);
  requireScope(authorization, isReplica ? authorization.region : region, "kms");
  requireSignature(authorization, { path: url, headers, body }, credentials);
  const operation = parseTarget(headers["x-amz-target"]?.toString(), "TrentService");
  const input = parseInput(headers["content-type"], body);
  requests.push({ operation, input });

  const fault = faults.take({ operation, region, input });
  await answerSpoiled(fault, response, () => {
    const run = OPERATIONS.get(operation);
    if (run !== undefined) return run(input, keys.named);
    throw new AwsError("UnknownOperationException", `The emulator does not know the operation ${operation}.`);
  });
}
