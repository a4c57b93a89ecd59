/** The one DynamoDB client of a function: short deadlines that fire, two tries, table in the function's own Region. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { StoreFailure } from "../ports.ts";

export interface DynamoDbOptions {
  readonly region: string;
  /** Another endpoint than AWS's. */
  readonly endpoint: string | undefined;
}

export function createDynamoDbClient({ region, endpoint }: DynamoDbOptions): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 2,
    ...(endpoint && { endpoint }),
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
}

/** A condition that did not hold is an answer; everything else is the store being away. */
export function storeFailure(cause: unknown): StoreFailure {
  const name = cause instanceof Error ? cause.name : "";
  return name === "ConditionalCheckFailedException" ? "conflict" : "unavailable";
}
