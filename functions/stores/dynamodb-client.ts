/** A DynamoDB client for the tables of one Region: short deadlines that fire, two tries. */
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
}

/** How long to wait for a table before it counts as away. */
export interface Patience {
  readonly connectionMilliseconds: number;
  /** One try, its connection included. */
  readonly requestMilliseconds: number;
  /** Both tries with the pause between them, bodies included. */
  readonly deadlineMilliseconds: number;
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

export function createDynamoDbClient({
  region,
  endpoint,
  patience = OWN_REGION,
}: DynamoDbOptions): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 2,
    ...(endpoint && { endpoint: endpoint.replaceAll("{region}", region) }),
    requestHandler: {
      connectionTimeout: patience.connectionMilliseconds,
      requestTimeout: patience.requestMilliseconds,
      throwOnRequestTimeout: true,
    },
  });
}

/** One write or read under the deadline. A condition that did not hold is an answer; everything else is the store being away. */
export async function answered(
  call: (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
  { deadlineMilliseconds }: Pick<Patience, "deadlineMilliseconds"> = OWN_REGION,
): Promise<Result<void, StoreFailure>> {
  return await withinDeadline<Result<void, StoreFailure>>(
    deadlineMilliseconds,
    err("unavailable"),
    async (abortSignal) => {
      try {
        await call({ abortSignal });
        return ok(undefined);
      } catch (cause) {
        const name = cause instanceof Error ? cause.name : "";
        return err(name === "ConditionalCheckFailedException" ? "conflict" : "unavailable");
      }
    },
  );
}
