/**
 * How often somebody has asked, on DynamoDB: one item for each window in the launch table of the Region that is asked,
 * counted under the condition that the ceiling is not reached, so that no race gets past it.
 * Items: `pk` (`rate:<id>:<start of the window>`), `hits`, `expiresAt` (epoch seconds, the table's TTL attribute). The
 * window is in the key, so an item whose time is over is never read again.
 */
import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { ok } from "../core/result.ts";
import type { RateCounters } from "../portal-api-ports.ts";
import { answeredWith } from "./dynamodb-client.ts";

export function createRateCounters(client: DynamoDBClient, tableName: string): RateCounters {
  return {
    async count({ id, ceiling, startsAt, endsAt }) {
      const add = new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: { S: `rate:${id}:${startsAt}` } },
        // A repetition by the SDK counts twice, which is on the safe side.
        UpdateExpression: "ADD hits :one SET expiresAt = :ends",
        ConditionExpression: "attribute_not_exists(hits) OR hits < :ceiling",
        ExpressionAttributeValues: {
          ":one": { N: "1" },
          ":ceiling": { N: String(ceiling) },
          ":ends": { N: String(endsAt) },
        },
        ReturnValues: "UPDATED_NEW",
      });
      const counted = await answeredWith((options) => client.send(add, options));
      return counted.ok ? ok(Number(counted.value.Attributes?.hits?.N)) : counted;
    },
  };
}
