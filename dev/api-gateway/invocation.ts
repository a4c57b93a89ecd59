/**
 * Calling a function as Lambda does: event and result cross as JSON, and the clock runs out.
 * Invariant: always resolves, within the time limit; what the function threw never reaches the client.
 */

import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";

/** The result stays unknown: a function may return anything, and the gateway is what has to cope with it. */
export type LambdaHandler = (event: APIGatewayProxyEventV2, context: Context) => unknown;

export type Invocation =
  | { readonly outcome: "returned"; readonly result: unknown }
  | { readonly outcome: "threw"; readonly error: unknown }
  | { readonly outcome: "timed_out" };

export interface InvocationLimits {
  readonly functionName: string;
  readonly timeoutMs: number;
}

/** A function that runs into the time limit is left to itself, and what it returns later is dropped. */
export async function invoke(
  handler: LambdaHandler,
  event: APIGatewayProxyEventV2,
  { functionName, timeoutMs }: InvocationLimits,
): Promise<Invocation> {
  const timeLimit = Promise.withResolvers<Invocation>();
  const timer = setTimeout(() => timeLimit.resolve({ outcome: "timed_out" }), timeoutMs);
  try {
    return await Promise.race([
      call(handler, event, lambdaContext(functionName, timeoutMs)),
      timeLimit.promise,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function call(
  handler: LambdaHandler,
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<Invocation> {
  try {
    return { outcome: "returned", result: asJson(await handler(asJson(event), context)) };
  } catch (error) {
    return { outcome: "threw", error };
  }
}

/** What JSON cannot carry is lost here as it is lost in AWS: `undefined` members, Buffers, Dates. */
function asJson<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function lambdaContext(functionName: string, timeoutMs: number): Context {
  const deadlineMs = Date.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:local:123456789012:function:${functionName}`,
    memoryLimitInMB: "256",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    done: refuseCallback,
    fail: refuseCallback,
    succeed: refuseCallback,
  };
}

function refuseCallback(): never {
  throw new TypeError("context.done, fail and succeed are gone: return a promise instead");
}
