/** A DynamoDB client for the tables of one Region: short deadlines that fire, two tries or fewer. */
import type { Agent } from "node:https";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { err, ok, type Result } from "../core/result.ts";
import { withinDeadline } from "../deadline.ts";
import type { StoreFailure } from "../ports.ts";

export interface DynamoDbOptions {
  readonly region: string;
  /** Another endpoint than AWS's; `{region}` in it stands for the Region. */
  readonly endpoint: string | undefined;
  /** Default: that of a table in the function's own Region. */
  readonly patience?: Patience;
  /** Connections to share with another client of the same Region; default: connections of its own. */
  readonly agent?: Agent;
}

/** How long to wait for a table before it counts as away. */
export interface Patience {
  readonly connectionMilliseconds: number;
  /** One try, its connection included. */
  readonly requestMilliseconds: number;
  /** All tries with the pauses between them, bodies included. */
  readonly deadlineMilliseconds: number;
  /** Default: two. */
  readonly tries?: number;
}

const OWN_REGION: Patience = {
  connectionMilliseconds: 500,
  requestMilliseconds: 1_000,
  deadlineMilliseconds: 2_500,
};

/**
 * A first call needs four round trips (name, TCP, TLS, request), and between the Regions that are farthest apart one
 * takes a third of a second. A Region that is gone costs the person two tries at a connection, two seconds.
 */
export const OTHER_REGION: Patience = {
  connectionMilliseconds: 1_000,
  requestMilliseconds: 2_000,
  deadlineMilliseconds: 4_500,
};

/** For what a launch goes on without: one try, and no waiting. */
export const OPTIONAL: Patience = {
  connectionMilliseconds: 200,
  requestMilliseconds: 250,
  deadlineMilliseconds: 250,
  tries: 1,
};

/**
 * The same in another Region. Nobody waits as long as this: a call that comes too late for whoever asked leaves a
 * connection behind for the next.
 */
export const OPTIONAL_ELSEWHERE: Patience = {
  connectionMilliseconds: 1_000,
  requestMilliseconds: 1_500,
  deadlineMilliseconds: 2_000,
  tries: 1,
};

export function createDynamoDbClient({
  region,
  endpoint,
  patience = OWN_REGION,
  agent,
}: DynamoDbOptions): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: patience.tries ?? 2,
    ...(endpoint && { endpoint: endpoint.replaceAll("{region}", region) }),
    requestHandler: {
      connectionTimeout: patience.connectionMilliseconds,
      requestTimeout: patience.requestMilliseconds,
      throwOnRequestTimeout: true,
      ...(agent && { httpsAgent: agent }),
    },
  });
}

/** One write or read under the deadline. A condition that did not hold is an answer; everything else is the store being away. */
export async function answered(
  call: (options: CallOptions) => Promise<unknown>,
  patience?: Pick<Patience, "deadlineMilliseconds">,
): Promise<Result<void, StoreFailure>> {
  const answer = await answeredWith(call, patience);
  return answer.ok ? ok(undefined) : answer;
}

/** The same where the answer matters. */
export async function answeredWith<T>(
  call: (options: CallOptions) => Promise<T>,
  { deadlineMilliseconds }: Pick<Patience, "deadlineMilliseconds"> = OWN_REGION,
): Promise<Result<T, StoreFailure>> {
  return await withinDeadline<Result<T, StoreFailure>>(
    deadlineMilliseconds,
    err("unavailable"),
    async (abortSignal) => {
      try {
        return ok(await call({ abortSignal }));
      } catch (cause) {
        const name = cause instanceof Error ? cause.name : "";
        return err(name === "ConditionalCheckFailedException" ? "conflict" : "unavailable");
      }
    },
  );
}

interface CallOptions {
  readonly abortSignal: AbortSignal;
}
