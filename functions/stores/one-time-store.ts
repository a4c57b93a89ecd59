/**
 * Used login transactions on DynamoDB: one conditional put, so of any number of callbacks at once exactly one wins.
 * Items: `pk` (SHA-256 of the transaction id), `writer` (random for each call), `expiresAt` (epoch seconds, the
 * table's TTL attribute).
 */
import { createHash, randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { LoginTransactionStore } from "../ports.ts";
import { answered } from "./dynamodb-client.ts";

export function createLoginTransactionStore(
  client: DynamoDBClient,
  tableName: string,
): LoginTransactionStore {
  return {
    async consume(transactionId, expiresAt, nowEpochSeconds) {
      const writer = randomUUID();
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          pk: { S: createHash("sha256").update(transactionId).digest("base64url") },
          writer: { S: writer },
          expiresAt: { N: String(expiresAt) },
        },
        // TTL deletes days late, so an item past its time counts as gone: the caller refuses an expired transaction.
        // The SDK repeats a put whose answer was lost; the repetition must not take the first try for somebody else's.
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now OR writer = :writer",
        ExpressionAttributeValues: { ":now": { N: String(nowEpochSeconds) }, ":writer": { S: writer } },
      });
      return await answered((options) => client.send(put, options));
    },
  };
}
