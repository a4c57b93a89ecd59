/** Whose sessions are over, as this Region's table knows it, for every function that reads sessions. */
import type { Agent } from "node:https";
import type { Config } from "../config.ts";
import type { Revocations } from "../revocation-ports.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createRevocationStore, SESSION_CHECK } from "../stores/revocation-store.ts";

type Names = "AWS_REGION" | "LAUNCH_TABLE" | "AWS_ENDPOINT_URL_DYNAMODB";

/** `agent`: connections to share with the function's other clients of the same table. */
export function revocationsFrom(
  { AWS_REGION: region, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint }: Config<Names>,
  agent?: Agent,
): Revocations {
  const client = createDynamoDbClient({ region, endpoint, patience: SESSION_CHECK, ...(agent && { agent }) });
  return createRevocationStore(client, tableName, SESSION_CHECK);
}
