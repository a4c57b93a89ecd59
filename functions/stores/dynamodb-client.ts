/** The one DynamoDB client of a function: short deadlines that fire, two tries, table in the function's own Region. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { err, ok, type Result } from "../core/result.ts";
import { withinDeadline } from "../deadline.ts";
import type { StoreFailure } from "../ports.ts";

export interface DynamoDbOptions {
  readonly region: string;
  /** Another endpoint than AWS's. */
  readonly endpoint: string | undefined;
}

const REQUEST_TIMEOUT_MILLISECONDS = 1_000;
/** Both tries with the pause between them, bodies included. */
const DEADLINE_MILLISECONDS = 2_500;

export function createDynamoDbClient({ region, endpoint }: DynamoDbOptions): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 2,
    ...(endpoint && { endpoint }),
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
      throwOnRequestTimeout: true,
    },
  });
}

/** One write or read under the deadline. A condition that did not hold is an answer; everything else is the store being away. */
export async function answered(
  call: (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>,
): Promise<Result<void, StoreFailure>> {
  return await withinDeadline<Result<void, StoreFailure>>(
    DEADLINE_MILLISECONDS,
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
