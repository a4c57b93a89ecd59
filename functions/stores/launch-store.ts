/**
 * Launch records on DynamoDB, one item a launch, single-item conditional writes only.
 * Items: `pk` (launch id), `state`, `placement` and `failedAttempts` (JSON), `record` (JSON of what never changes),
 * `handleDigest`, `binding`, `handleExpiresAt`, `writer` (random for each write), `expiresAt` (epoch seconds, the TTL attribute),
 * once it is closed `reason`, and once the handle is redeemed what context-store.ts adds.
 */
import { randomUUID } from "node:crypto";
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { FailedAttempt, LaunchRecord } from "../core/launch-record.ts";
import type { Result } from "../core/result.ts";
import type { LaunchStore, StoreFailure } from "../ports.ts";
import { answered } from "./dynamodb-client.ts";

/**
 * A closed or expired launch is never written again. `writer` lets the SDK repeat a write whose answer was lost:
 * it finds its own first try and succeeds.
 */
const STILL_ATTEMPTING =
  "attribute_exists(pk) AND expiresAt > :now AND (#state = :attempting OR writer = :writer)";

export function createLaunchStore(client: DynamoDBClient, tableName: string): LaunchStore {
  const update = async (
    launchId: string,
    changes: Readonly<Record<string, string>>,
    nowEpochSeconds: number,
  ): Promise<Result<void, StoreFailure>> => {
    const written = Object.entries({ ...changes, writer: randomUUID() });
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: { pk: { S: launchId } },
      UpdateExpression: `SET ${written.map(([name]) => `#${name} = :${name}`).join(", ")}`,
      ConditionExpression: STILL_ATTEMPTING,
      ExpressionAttributeNames: {
        "#state": "state",
        ...Object.fromEntries(written.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ":attempting": { S: "attempting" },
        ":now": { N: String(nowEpochSeconds) },
        ...Object.fromEntries(written.map(([name, value]) => [`:${name}`, { S: value }])),
      },
    });
    return await answered((options) => client.send(command, options));
  };

  return {
    async begin(record) {
      const writer = randomUUID();
      const put = new PutItemCommand({
        TableName: tableName,
        Item: { ...item(record), writer: { S: writer } },
        ConditionExpression: "attribute_not_exists(pk) OR writer = :writer",
        ExpressionAttributeValues: { ":writer": { S: writer } },
      });
      return await answered((options) => client.send(put, options));
    },
    reassign: (launchId, { handleDigest, binding, ...placement }, failedAttempts, now) =>
      update(
        launchId,
        { placement: JSON.stringify(placement), handleDigest, binding, failedAttempts: text(failedAttempts) },
        now,
      ),
    finish: (launchId, outcome, failedAttempts, now) =>
      update(
        launchId,
        {
          state: outcome.state,
          failedAttempts: text(failedAttempts),
          reason: outcome.state === "failed" ? outcome.reason : "none",
        },
        now,
      ),
  };
}

function item(record: LaunchRecord): Record<string, { S: string } | { N: string }> {
  const { placement, failedAttempts, launchId, handleExpiresAt, expiresAt, ...unchanging } = record;
  const { handleDigest, binding, ...where } = placement;
  return {
    pk: { S: launchId },
    state: { S: "attempting" },
    placement: { S: JSON.stringify(where) },
    handleDigest: { S: handleDigest },
    binding: { S: binding },
    failedAttempts: { S: text(failedAttempts) },
    record: { S: JSON.stringify(unchanging) },
    handleExpiresAt: { N: String(handleExpiresAt) },
    expiresAt: { N: String(expiresAt) },
  };
}

function text(failedAttempts: readonly FailedAttempt[]): string {
  return JSON.stringify(failedAttempts);
}
