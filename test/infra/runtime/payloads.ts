/**
 * What a function is sent for a request, and what it answers with: the two kinds of API in front of the broker differ in
 * both. The local gateway speaks payload 2.0; a payload here is made of that and turned back into it.
 */
import type { APIGatewayProxyEventV2 } from "aws-lambda";

export interface Payload {
  readonly name: string;
  readonly api: string;
  toFunction(event: APIGatewayProxyEventV2): unknown;
  toGateway(answer: unknown): unknown;
}

/** 1.0, which the REST API of the `regional` edge sends, has its row here once functions/http reads it. */
export const PAYLOADS: readonly Payload[] = [
  { name: "2.0", api: "HTTP API", toFunction: (event) => event, toGateway: (answer) => answer },
];
