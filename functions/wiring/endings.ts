/** Whom a sign-out or a disabling may mean, and what the keeper is asked to end, for every function that lets people in. */
import type { Config } from "../config.ts";
import type { PolicyIndex } from "../core/policy-index.ts";
import type { EndingRequests, PersonIndex } from "../ending-ports.ts";
import { createDynamoDbClient } from "../stores/dynamodb-client.ts";
import { createEndingStore } from "../stores/ending-store.ts";
import { SESSION_CHECK } from "../stores/revocation-store.ts";

type Names = "AWS_REGION" | "LAUNCH_TABLE" | "AWS_ENDPOINT_URL_DYNAMODB";

/** Undefined where the policy has no streaming session ended with others' word. */
export function endingsFrom(
  { AWS_REGION: region, LAUNCH_TABLE: tableName, AWS_ENDPOINT_URL_DYNAMODB: endpoint }: Config<Names>,
  { policy }: PolicyIndex,
): (PersonIndex & EndingRequests) | undefined {
  if ((policy.sessions.endStreamsOn ?? []).length === 0) return undefined;
  const client = createDynamoDbClient({ region, endpoint, patience: SESSION_CHECK });
  return createEndingStore({ client, tableName, patience: SESSION_CHECK });
}
