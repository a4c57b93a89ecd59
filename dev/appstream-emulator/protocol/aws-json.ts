/**
 * AWS JSON 1.1 as AppStream and KMS speak it: the operation is named by `X-Amz-Target`, members are PascalCase,
 * timestamps are epoch seconds as numbers (an ISO string makes the JavaScript SDK throw).
 */
import type { ServerResponse } from "node:http";
import { AwsError } from "./aws-error.ts";

export const CONTENT_TYPE = "application/x-amz-json-1.1";

export interface JsonObject {
  readonly [member: string]: unknown;
}

/** The operation that `X-Amz-Target` names, which stands after the service's own name. */
export function parseTarget(header: string | undefined, service: string): string {
  const [named, operation = "", ...rest] = (header ?? "").split(".");
  if (named !== service || !/^[A-Za-z]+$/.test(operation) || rest.length > 0) {
    throw new AwsError("UnknownOperationException", `X-Amz-Target names no operation of ${service}`);
  }
  return operation;
}

/** An empty body is an empty input, as for the service. */
export function parseInput(contentType: string | undefined, body: string): JsonObject {
  if (contentType?.split(";")[0]?.trim().toLowerCase() !== CONTENT_TYPE) {
    throw new AwsError("SerializationException", `The content type must be ${CONTENT_TYPE}`);
  }
  const input = parseJson(body === "" ? "{}" : body);
  if (!isJsonObject(input)) throw new AwsError("SerializationException", "The input must be a JSON object");
  return input;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

/** `body` is JSON text, unless a fault has spoiled it. */
export function answer(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { "Content-Type": CONTENT_TYPE, "Content-Length": Buffer.byteLength(body) })
    .end(body);
}

export function answerError(response: ServerResponse, error: AwsError): void {
  const body = JSON.stringify({ __type: error.name, Message: error.message });
  response.writeHead(error.status, { "Content-Type": CONTENT_TYPE }).end(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message repeats the input, which may hold a session context.
    throw new AwsError("SerializationException", "The input is not JSON");
  }
}
