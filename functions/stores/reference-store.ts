/**
 * Where reference codes lead, on DynamoDB: one item a code in the launch table of the Region that answered, written once
 * under the deadline of what a launch goes on without.
 * Items: `pk` (`reference:<correlation id>`), `reference` (JSON), `expiresAt` (epoch seconds, the table's TTL attribute).
 */
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { ReferenceStore } from "../reference-ports.ts";
import { answered, OPTIONAL } from "./dynamodb-client.ts";

/** Keeps the codes apart from launch ids and everything else in the table. */
export const REFERENCE_PREFIX = "reference:";

/** `deadlineMilliseconds`: how long a launch may be held up by it. */
export function createReferenceStore(
  client: DynamoDBClient,
  tableName: string,
  deadlineMilliseconds = OPTIONAL.deadlineMilliseconds,
): ReferenceStore {
  return {
    async write({ correlationId, expiresAt, ...reference }) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          pk: { S: `${REFERENCE_PREFIX}${correlationId}` },
          reference: { S: JSON.stringify(reference) },
          expiresAt: { N: String(expiresAt) },
        },
        ConditionExpression: "attribute_not_exists(pk)",
      });
      return await answered((options) => client.send(put, options), { deadlineMilliseconds });
    },
  };
}
