/**
 * What counts once, on DynamoDB: one conditional put, so of any number of callers at once exactly one wins.
 * Items: `pk` (SHA-256 of the id), `writer` (random for each call), `expiresAt` (epoch seconds, the
 * table's TTL attribute).
 */
import { createHash, randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { OneTimeStore } from "../ports.ts";
import { answered, type Patience } from "./dynamodb-client.ts";

/** `patience`: the client's own, where that is not the usual one; `prefix`: in a table that has other things too. */
export function createOneTimeStore(
  client: DynamoDBClient,
  tableName: string,
  patience?: Patience,
  prefix = "",
): OneTimeStore {
  return {
    async consume(id, expiresAt, nowEpochSeconds) {
      const writer = randomUUID();
      const put = new PutItemCommand({
        TableName: tableName,
        Item: {
          pk: { S: `${prefix}${createHash("sha256").update(id).digest("base64url")}` },
          writer: { S: writer },
          expiresAt: { N: String(expiresAt) },
        },
        // TTL deletes days late, so an item past its time counts as gone: the caller refuses what has expired.
        // The SDK repeats a put whose answer was lost; the repetition must not take the first try for somebody else's.
        ConditionExpression: "attribute_not_exists(pk) OR expiresAt <= :now OR writer = :writer",
        ExpressionAttributeValues: { ":now": { N: String(nowEpochSeconds) }, ":writer": { S: writer } },
      });
      return await answered((options) => client.send(put, options), patience);
    },
  };
}
