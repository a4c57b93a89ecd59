/**
 * Used login transactions on DynamoDB: one conditional put, so of any number of callbacks at once exactly one wins.
 * Items: `pk` (SHA-256 of the transaction id), `expiresAt` (epoch seconds, the table's TTL attribute).
 */
import { createHash } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { err, ok } from "../core/result.ts";
import type { LoginTransactionStore } from "../ports.ts";
import { storeFailure } from "./dynamodb-client.ts";

export function createLoginTransactionStore(
  client: DynamoDBClient,
  tableName: string,
): LoginTransactionStore {
  return {
    async consume(transactionId, expiresAt, nowEpochSeconds) {
      const pk = createHash("sha256").update(transactionId).digest("base64url");
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: { pk: { S: pk }, expiresAt: { N: String(expiresAt) } },
            // TTL deletes days late: an item past its time counts as gone, and the caller has refused an expired transaction.
            ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now",
            ExpressionAttributeValues: { ":now": { N: String(nowEpochSeconds) } },
          }),
        );
        return ok(undefined);
      } catch (cause) {
        return err(storeFailure(cause));
      }
    },
  };
}
