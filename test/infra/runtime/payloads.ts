/**
 * What a function is sent for a request, and what it answers with: the two kinds of API in front of the broker differ in
 * both. The local gateway speaks payload 2.0; a payload here is made of that and turned back into it.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyResult } from "aws-lambda";
import { restEventOf } from "../../support/rest-builders.ts";

export interface Payload {
  readonly name: string;
  readonly api: string;
  toFunction(event: APIGatewayProxyEventV2): unknown;
  toGateway(answer: unknown): unknown;
}

export const PAYLOADS: readonly Payload[] = [
  { name: "2.0", api: "HTTP API", toFunction: (event) => event, toGateway: (answer) => answer },
  { name: "1.0", api: "REST API", toFunction: (event) => restEventOf(event), toGateway: fromRestResult },
];

function fromRestResult(answer: unknown): unknown {
  const { multiValueHeaders = {}, ...result } = answer as APIGatewayProxyResult;
  return { ...result, cookies: multiValueHeaders["set-cookie"] };
}
